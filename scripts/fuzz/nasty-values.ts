/** Attribute and text values that programs have stumbled over. XML-escaped already. */
export const NASTY_VALUES: readonly string[] = [
  "", " ", "0", "-1", "1", "2147483648", "4294967296", "99999999999999999999", "1e308", "1e400", "-1e400", "1E+05", "0x10", "NaN", "Infinity", "-0", ".5", "5.",
  "１２．５", "true", "TRUE", "yes", "null", "undefined", "__proto__", "constructor", "toString", "hasOwnProperty",
  "A0", "A1", "a1", "XFE1", "A1048577", "XFD1048576", "A1:XFD1048576", "A:A", "1:1", "A1:", ":A1", "B2:A1", "A1:A1:A1", "$A$1", "R1C1", "A1 B2 C3", "A99999999999", "ZZZZZZ9",
  "#REF!", "#N/A", "'", "&quot;", "&amp;amp;", "&lt;c&gt;", "&#xFFFF;", "&#0;", "&#x110000;", "&unknown;", "\u0000", "\uFFFE", "\u{1F600}", "\uD800", "rId1", "rId999", "../../../etc/passwd", "/xl/workbook.xml", "xl/worksheets", "\\xl\\workbook.xml",
  "http://example.com/x", "file:///etc/passwd", "%2e%2e%2f", "general", "yyyy-mm-dd", "[Red]0;[Blue]-0", "[$-804]yyyy&quot;年&quot;", "0".repeat(400), "A".repeat(40_000), "9".repeat(400),
];

/** Formulas that are long, deep, circular, huge, volatile or broken. Without the leading "=", XML-escaped. */
export const NASTY_FORMULAS: readonly string[] = [
  "", " ", "=", "==1", "1+", "(", ")", "((((1)", `${"(".repeat(3000)}1${")".repeat(3000)}`, `${"-".repeat(3000)}1`, `1${"+1".repeat(3000)}`, `${"IF(1,".repeat(200)}1${")".repeat(200)}`,
  "A1:XFD1048576", "SUM(A:XFD)", "SUMPRODUCT((A1:A1048576&gt;0)*(B1:B1048576&gt;0))", "A1", "D3", "B6+D3", "SUM(1:1048576)", "COUNTIF(A:A,A:A)", "SUMIFS(A:A,B:XFD,1)",
  'REPT("x",1E9)', 'REPT("x",32767)&amp;REPT("x",32767)', 'INDIRECT("A"&amp;1E9)', "OFFSET(A1,-1,-1)", "OFFSET(A1,0,0,1048576,16384)", "INDEX(A:A,0)", "MATCH(1,A:A,-1)", "XLOOKUP(1,A:A,B:B)", "10^400", "1/0", "0^0", "SQRT(-1)", "FACT(1000)", "ROUND(1,1E9)", "ROUND(1E308,400)",
  "{1,2;3}", "{1,2;3,4}+{1}", "表1[得分]", "表1[[#This Row],[得分]]", "表1[不存在]", "不存在", "'没有的表'!A1", "'[1]外部'!A1", "[1]!x", "#REF!+1", "LET(x,x,x)", "LAMBDA(x,x(x))(LAMBDA(x,x(x)))", "_xlfn.FOO(1)", "FOO.BAR(1)", "NOW()", "RAND()", "DATE(1E9,1,1)", 'TEXT(1,"[$-F800]")', 'TEXT(1,REPT("0",30000))', 'SUBSTITUTE(REPT("a",30000),"a","bbbb")',
  "&quot;unclosed", "A1:B2:C3", "A1 B2", "A1,B2", "(A1,B2)", "Sheet1:Sheet3!A1", "@A1", "A1#", "-A1%%%%", "TRUE+TRUE", '"1"+"２"', "LARGE(A:A,1E9)", "RANK(1,A:A)", "PERCENTILE(A:A,2)", "TRIMMEAN(A:A,1)",
];
