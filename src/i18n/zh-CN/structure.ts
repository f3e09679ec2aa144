/** Findings of structuring and of reading the record, and what structuring writes into the workbook. */
export const zhStructure = {
  "structure.sheet-password": "工作表“{sheet}”设有保护密码，未作结构化。请先用密码撤销保护，再重新执行。",
  "structure.no-free-column": "表格 {table} 右侧没有空列，指标和对象改按编码或名称对应。请不要改动名称，否则会被当作新的指标或对象。",
  "structure.key-visible": "表格 {table} 的标识列不能隐藏，因为同一列里还有其他内容。请不要改动或删除这一列。",
  "structure.keys-replaced": "表格 {table} 的标识列中有 {count} 个标识与所在行不符，已按内容重新登记。如果刚才只对部分列排序，请核对各行数据是否仍然对应。",
  "structure.validation-kept": "表格 {table} 有 {count} 处录入单元格原来就设有数据有效性，已原样保留，未加满分限制。",
  "structure.protection-lifted": "工作表“{sheet}”原有保护（无密码），写入时暂时撤销，写完后已恢复。",
  "structure.nothing-found": "没有找到可以结构化的评分表。请确认表中有指标或考评对象，并有表头。",
  "structure.edition-raised": "指标有变化，模板版次由第 {from} 版升为第 {to} 版。",
  "record.foreign": "工作簿中的结构记录不是本程序所写，未采用。请重新执行“结构化”。",
  "record.newer": "工作簿由更新版本的双绩程序处理过，本版本不能读取其结构记录。请升级后再打开。",
  "record.damaged": "工作簿中的结构记录不完整或被改动过，未采用。请重新执行“结构化”；归档仍可按归档表自身的校验码核对。",
  "record.invalid": "工作簿中的结构记录含有无法识别的内容，未采用。请重新执行“结构化”。",
  "structure.key-header": "标识（勿改）",
  "structure.prompt-title": "{name}",
  "structure.prompt": "满分 {max} 分，请填 {min} 至 {max} 之间的数。",
  "structure.prompt-deduction": "此项为扣分，请填 {min} 至 0 之间的数（负数）；不扣分填 0 或留空。",
  "structure.prompt-signed": "此项可加可减，请填 {min} 至 {max} 之间的数；不加不减留空。",
  "structure.prompt-open": "请填数字，一般在 {min} 至 {max} 之间。",
  "structure.error-title": "分数超出范围",
  "structure.error": "“{name}”只能填 {min} 至 {max} 之间的数字，请改正后再确认。",
  "structure.error-open": "“{name}”一般填 {min} 至 {max} 之间的数字。确认无误可以继续，否则请改正。",
} as const;

export type StructureDictionary = Readonly<Record<keyof typeof zhStructure, string>>;
