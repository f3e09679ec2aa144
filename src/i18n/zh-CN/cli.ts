/** Texts of the command line. */
export const zhCli = {
  "help": `TwinScore 双绩：把考评工作簿就地整理成指标模板，并检查、计分、排名、归档

用法：twinscore <命令> <文件或文件夹>… [选项]

命令
  run        依次完成下面各步（识别、结构化、检查、计分、排名、归档）
  recognize  识别表格、表头、指标层级和各列含义，不改动文件
  structure  结构化：登记指标、设置录入校验、保护其余单元格
  check      检查录入、权重、合计、名次等是否有误，不改动文件
  score      按方案计分，写入可追溯的公式
  rank       分组排名，生成排名表
  archive    把排名表存为定稿并生成摘要
  verify     核对归档后是否被改动，不改动文件
  template   由一个工作簿中的指标生成模板
  issue      按模板和名册下发：每人（或每单位）一个工作簿，-o 为文件夹或 .zip
  collect    收回文件夹或压缩包（.zip）中的工作簿，按指标和对象汇总，列出未交、迟交和改动
  edition    给改过的模板立新版次：edition 上一版 改过的，写明改了什么、何时、为何、谁批准
  derive     由上级模板派生本级模板：derive 上级模板 本级的，核对上级指标和自定范围；--from 时并入上级新版
  cascade    检查指标分解表（上级指标、份额、承接/执行/考评责任、不下达理由），生成分解树、过滤清单、责任矩阵和分解损失
  migrate    把已下发、已填报的旧版工作簿转到新版，填报内容按指标转入，转不了的逐一列出
  cover      核对上级指标在本级是否都有指标承接：cover 上级模板 本级模板

选项
  -o, --output 路径   保存到此文件；处理多个文件时为文件夹
      --in-place      保存回原文件（.xls 除外）
      --json          每个文件输出一行 JSON
      --lang 语言     zh-CN 或 en-US
      --no-protect    结构化时不设置工作表保护
      --signer 姓名   归档时打印的签名人
      --profile 文件  用此文件中的更正识别同类工作簿
      --save-profile 文件   recognize 时把工作簿中记录的更正写到此文件
      --scheme 文件    score、rank、run 时按此文件中的方案计分，并写入工作簿
      --save-scheme 文件    把工作簿的方案写到此文件（一个文件）
      --report 文件    check 时把全部文件的问题汇总写到此文件（.xlsx 或 .csv）
      --previous 文件      check 时与上期的工作簿对比名次，指出变动很大的
      --certificate 文件   check 时核对各表是否“三统一”，把核查表写到此文件（.xlsx）
      --digest A1=…   核对时与会议纪要记载的摘要比较
      --now 时间      以此时间代替系统时间，如 2026-10-08T09:00:00+08:00
      --roster 文件   issue、collect、migrate 用的名册
      --template 文件   collect、migrate 用的模板
      --marked 文件夹  collect 时把需要更正的做成标记副本，可退回填报人（也可为 .zip）
      --run           collect 时把汇总结果一并结构化、检查、计分、排名
      --by unit|person  issue、migrate 时按单位或按人下发（默认按人）
      --period 周期   考评周期，如 2026年第三季度（默认取自模板）
      --deadline 日期 交回的截止日期，如 2026-10-10（默认取自模板）
      --reason 文字、--approver 姓名、--date 日期   edition、derive 的变更事由、批准人、生效日期（默认今天）
      --from 文件     derive 时原来的上级模板，用于并入上级新版
      --rebalance     edition 时把权重按比例调整到合计 100%
  -h, --help          显示本说明
      --version       显示版本

不给 -o 或 --in-place 时只预览，不保存。
退出码：0 正常；1 有“错误”级别的问题；2 有文件无法处理。`,
  "cli.unknown-option": "没有“{option}”这个选项。请用 twinscore --help 查看用法；文件名以短横线开头的，请在前面写 --。",
  "cli.option-value": "选项“{option}”的写法有误：缺少取值，或不应带值。请用 twinscore --help 查看用法。",
  "cli.unknown-verb": "没有“{verb}”这个命令。可用的命令：{verbs}。",
  "cli.no-input": "请在“{verb}”后面写上要处理的文件或文件夹。",
  "cli.language": "不支持语言“{language}”，请用 zh-CN 或 en-US。",
  "cli.output-and-in-place": "-o 与 --in-place 只能用一个。",
  "cli.time": "“{text}”不是有效的时间，请写成 2026-10-08T09:00:00+08:00 这样的形式。",
  "cli.digest": "“{text}”不是有效的摘要，请写成 A1=摘要 的形式，摘要为 64 位十六进制字符（空格可有可无）。",
  "cli.save-profile": "--save-profile 只能与 recognize 一起用，并且只能给一个文件。",
  "cli.scheme": "--scheme 只能与 score、rank、run 一起用。",
  "cli.save-scheme": "--save-scheme 只能给一个文件。",
  "cli.report": "--report 只能与 check 一起用，文件名须以 .xlsx 或 .csv 结尾。",
  "cli.previous": "--previous 只能与 check 一起用。",
  "check.previous": "上期的工作簿“{name}”中没有名次或得分，无法对比。",
  "cli.certificate": "--certificate 只能与 check 一起用，文件名须以 .xlsx 结尾。",
  "cli.option-verb": "{option} 不能与 {verb} 一起用。",
  "cli.needs-option": "{verb} 需要 {option}。",
  "cli.one-input": "{verb} 只能给一个文件或文件夹。",
  "cli.by": "--by 只能是 unit（按单位）或 person（按人），不能是“{text}”。",
  "cli.deadline": "“{text}”不是有效的日期，请写成 2026-10-10 这样的形式。",
  "cli.nothing-found": "在给出的文件夹中没有找到工作簿（.xlsx、.xlsm、.xls）。",
  "file.not-found": "找不到文件“{name}”。请检查路径和文件名。",
  "file.is-a-directory": "“{name}”是文件夹，不是文件。请换一个文件名，或先将该文件夹改名。",
  "file.unreadable": "“{name}”无法读取（{cause}）。请确认没有被其他程序独占，并且您有读取权限。",
  "file.unwritable": "“{name}”无法保存（{cause}）。请确认没有在 Excel 中打开、磁盘有空间、文件名不过长，并且您有写入权限。",
  "output.is-input": "输出文件与输入文件“{name}”是同一个文件。如确要覆盖原文件，请用 --in-place。",
  "output.collides": "有两个输入文件都要保存为“{name}”，请分开处理。",
  "output.needs-folder": "处理多个文件时，-o 应为文件夹，而“{name}”是一个文件。",
  "output.extension": "“{name}”的内容应以 {expected} 为扩展名保存，否则 Excel 打不开。",
  "output.in-place-converted": "“{name}”是旧格式，不能就地保存，请用 -o 另存为 .xlsx。",
  "internal": "程序内部出错，此文件未作任何改动：{detail}",
  "verb.read-only": "“{verb}”不改动文件，不需要 -o 或 --in-place。",
  "saved": "已保存：{path}",
  "profile-saved": "已把 {tables} 张表的更正写到：{path}",
  "scheme-saved": "已把方案写到：{path}",
  "report-saved": "已把 {count} 条问题写到：{path}",
  "certificate-saved": "已把可比性核查表写到：{path}",
  "preview-only": "以上为预览，未保存。要保存请加 -o 文件名。",
  "batch-summary": "共 {files} 个文件：正常 {fine}，有错误级问题 {withErrors}，无法处理 {failed}。",
  "progress": "[{done}/{total}] {file}：{step}",
  "losses": "由旧格式转换，以下内容没有带过来：",
  "warnings": "请注意：",
  "step.open": "打开",
  "step.recognize": "识别",
  "step.structure": "结构化",
  "step.check": "检查",
  "step.score": "计分",
  "step.rank": "排名",
  "step.archive": "归档",
  "step.verify": "核对",
  "step.save": "保存",
  "step.issue": "下发",
  "step.collect": "收回",
  "step.migrate": "转入新版",
  "cascade.summary": "“{sheet}”：{indicators} 项指标，其中上级指标 {tops} 项，不下达 {filtered} 项",
  "cascade.not-found": "“{name}”中没有找到指标分解表：表头中要有“指标名称”和“上级指标”（或“上级编码”）。",
  "collect.marked": "{count} 份需要更正的标记副本已写到：{path}",
  "collect.resumed": "上次收回没有做完：有 {count} 份沿用了当时的读取结果（文件内容未变）",
  "collect.summary": "{title} 第 {edition} 版，{period}：{files} 个文件；应交 {subjects}，已交 {returned}（迟交 {late}），未交 {missing}，未采用 {refused}；有错误 {withErrors}，被改动 {changed}",
  "template.summary": "模板“{template}”：{indicators} 项指标",
  "issue.summary": "{title} 第 {edition} 版，{period}：{files} 个工作簿，{subjects} 个考评对象",
  "recognize.summary": "{sheets} 个工作表，{tables} 张表格",
  "recognize.no-table": "{sheet}：没有表（{why}）",
  "recognize.none": "没有认出表格",
  "recognize.table": "{range}  {layout}  表头第 {header} 行，{rows} 行数据",
  "recognize.no-header": "无",
  "column.letter": "列",
  "column.header": "表头",
  "column.role": "含义",
  "column.confidence": "把握",
  "layout.subject-matrix": "对象 × 指标",
  "layout.rater-matrix": "对象 × 评委",
  "layout.form": "考核表",
  "layout.indicator-list": "指标清单",
  "layout.other": "其他表格",
  "structure.summary": "登记 {indicators} 项指标、{subjects} 个考核对象；录入单元格 {entries} 个",
  "structure.unchanged": "结构与上次登记的一致，无需改动",
  "check.summary": "错误 {errors}，警告 {warnings}，提示 {notices}",
  "check.none": "没有发现问题",
  "check.more": "……另有 {count} 条，用 --json 查看全部",
  "severity.error": "错误",
  "severity.warning": "警告",
  "severity.notice": "提示",
  "place.workbook": "整个工作簿",
  "score.summary": "已计分 {scored} 个，未计分 {withheld} 个",
  "score.none": "没有可以计分的表格",
  "score.uncalculated": "有 {count} 个公式在这里算不出来（循环引用、不支持的函数等），单元格保留原来的值，请用 Excel 打开后重新计算再核对：{cells}",
  "score.disagree": "有 {count} 个单元格的公式结果与核算结果不一致，请勿使用并告知我们：{cells}",
  "rank.summary": "{pools} 个组别，{ranked} 个有名次",
  "rank.pool": "{pool}：{subjects}",
  "rank.first": "第{rank}名 {name} {score}",
  "rank.none": "没有可以排名的得分",
  "archive.saved": "{archive}，存于工作表“{sheet}”",
  "archive.digest": "摘要（请记入会议纪要）：",
  "verify.intact": "{sheet}：与归档时一致。摘要 {digest}",
  "verify.changed": "{sheet}：归档后被改动过",
  "verify.unreadable": "{sheet}：归档记录不完整，无法核对",
  "verify.none": "工作簿中没有归档",
} as const;

export type CliTexts = Readonly<Record<keyof typeof zhCli, string>>;
