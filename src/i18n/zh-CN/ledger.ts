/** Ledgers: what their sheets say, errors and findings, and the command line's words. */
export const zhLedgerSheets = {
  "sheet.unit": "单位台账",
  "sheet.person": "个人台账",
  "sheet.schemes": "方案",
  "sheet.periods": "期间",
  "sheet.year.unit": "年度汇总-单位",
  "sheet.year.person": "年度汇总-个人",
  "line.id": "行号",
  "line.period": "期间",
  "line.scheme": "方案",
  "line.key": "标识",
  "line.name": "名称",
  "line.group": "所属单位",
  "line.score": "得分",
  "line.full": "满分",
  "line.approval": "批准文号",
  "line.corrects": "更正行号",
  "line.source": "来源",
  "line.postedAt": "入账时间",
  "line.check": "校验码",
  "scheme.name": "方案",
  "scheme.kind": "类别",
  "scheme.approval": "批准文号",
  "scheme.from": "有效期起",
  "scheme.to": "有效期止",
  "scheme.weight": "权重",
  "scheme.annual": "年度指标",
  "scheme.special": "专项",
  "period.name": "期间",
  "period.weight": "权重",
  "period.closedAt": "结账时间",
  "period.check": "校验码",
  "setting.fullTotal": "汇总满分",
  "setting.digits": "年度得分小数位",
  "setting.version": "台账版本",
  "setting.lastUnit": "单位台账末行校验码",
  "setting.lastPerson": "个人台账末行校验码",
  "setting.closed": "已结账期间数",
  "year.title": "{year} 年度汇总（{name}）",
  "year.note": "各期得分先折算到汇总满分，再按第 5 行的权重加权平均；加入之前没有成绩的期间不计，缺成绩的写明“缺”，不按 0 分计。",
  "year.weight": "权重",
  "year.schemeScore": "方案得分",
  "year.final": "年度得分",
  "year.gap": "缺",
} as const;

export const zhLedger = {
  "ledger.foreign": "“{name}”不是双绩台账，或者缺少台账的工作表。没有写入任何内容；请换一个文件名，台账会自动新建。",
  "ledger.newer": "“{name}”由更新版本的双绩写成（台账版本 {found}，本程序支持到 {known}）。请升级后再用。",
  "ledger.period": "“{text}”不是期间，请写成 2026-03（月）或 2026-Q1（季度）。",
  "ledger.period-closed": "{period} 已于 {closedAt} 结账，{count} 个对象的成绩与台账不同，不能入账：{subjects}。台账没有改动。",
  "ledger.unapproved": "专项“{scheme}”没有批准文号，不能入账。请写明批准文号（命令行用 --approval）。",
  "ledger.approval-differs": "专项“{scheme}”在台账中的批准文号是“{known}”，与给出的“{given}”不同。台账没有改动。",
  "ledger.scheme-expired": "{period} 不在“{scheme}”的有效期内（{from} 至 {to}）。台账没有改动。",
  "ledger.mixed-periods": "“{scheme}”已有 {other} 的成绩，与 {period} 重叠，同一时段会计两次。台账没有改动。",
  "ledger.password": "台账的工作表设有保护密码：{sheets}。请由设置人撤销后再试。",
  "ledger.not-scored": "“{name}”还没有计分，没有可以入账的成绩。请先执行 score。",
  "ledger.sheet-unknown": "没有计分的工作表“{sheet}”。有：{sheets}。",
  "ledger.empty": "台账中还没有成绩，不能汇总。",
  "ledger.not-final": "{count} 个对象没有最终得分，未入账：{subjects}。",
  "ledger.subject-twice": "{count} 个对象在成绩中出现不止一次，无法判断以哪个为准，未入账：{subjects}。同名的请加工号或代码；同一人在几张表中的，请指明以哪张表入账（命令行用 --sheet）。",
  "ledger.scale-unknown": "{count} 个对象的满分不明，未入账：{subjects}。",
  "ledger.no-performance": "不知道此表考核的是单位还是个人，{count} 个对象未入账：{subjects}。",
  "ledger.line-changed": "台账 {line} 行（{subject}）入账后被手工改动，或其上一行被删除或插入。内容照原样保留；应以更正行更正。",
  "ledger.lines-missing": "台账末尾的行被删除或手工添加过。",
  "ledger.closing-changed": "{period} 的结账信息被手工改动，仍按已结账处理。",
  "ledger.closings-missing": "台账登记的已结账期间数是 {recorded}，现有 {count} 个：结账信息被手工改动。",
  "ledger.not-closed": "{period} 未结账：还有对象未入账，或台账被手工改动。",
  "rollup.years": "请指明年度（命令行用 --year）。台账中有：{years}。",
  "rollup.scheme-unknown": "台账中没有方案“{scheme}”。现有：{schemes}。",
  "rollup.weight": "“{name}”的权重不是非负数，相关得分暂不计算。",
  "rollup.settings": "汇总满分应为大于 0 的数，小数位应为 0 到 10 的整数。请在“方案”表改正后再汇总。",
  "rollup.line-unplaced": "台账 {line} 行的期间或方案没有登记，未汇总。",
  "rollup.late-joiner": "有 {count} 处是加入之前的期间，按已有期间加权，不计这些期间：{cells}。",
  "rollup.gap": "有 {count} 处缺成绩，原因不明，年度得分暂不计算（不按 0 分计）：{cells}。",
} as const;

export const zhLedgerCli = {
  "ledger.help": `
台账
  post       把计分结果按期间记入台账，同一期间、方案、对象只记一次：
             twinscore post 结果.xlsx… --ledger 台账.xlsx --period 2026-03
             [--sheet 工作表]… [--task 专项 --approval 文号] [--close] [-o 另存为]
             台账不存在时新建；内容有变化的记为更正行；--close 为该期间结账
  rollup     把台账汇总为年度得分：twinscore rollup 台账.xlsx -o 年度.xlsx
             [--scheme 方案、方案] [--year 2026]
`,
  "ledger.cli.post": "post 需要成绩文件、--ledger 和 --period，并且只能用 --sheet、--task、--approval、--close、-o、--json、--lang、--now。",
  "ledger.cli.rollup": "rollup 需要一个台账文件和 -o，并且只能用 --scheme、--year、--json、--lang。",
  "ledger.post.summary": "入账 {posted} 行（其中更正 {corrections} 行），不变 {unchanged} 个",
  "ledger.closed": "{period} 已结账",
  "ledger.rollup.summary": "{year} 年：单位 {unit} 个、个人 {person} 个有年度得分，{withheld} 个暂不计算",
} as const;

export type LedgerSentences = Readonly<Record<keyof typeof zhLedger, string>>;
export type LedgerCliTexts = Readonly<Record<keyof typeof zhLedgerCli, string>>;
