import { foldKeyText } from "../template/keys";

/** Other headers that mean a default pool attribute. (RK-1) */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  职务层级: ["职级层级", "职务级别", "职级", "层级", "职务类别"],
  人员类别: ["人员类型", "人员分类", "岗位类别", "类别"],
  单位类别: ["单位类型", "单位分类", "部门类别"],
};

function folded(text: string): string {
  return foldKeyText(text).toLowerCase();
}

/** The header among `present` that an attribute of the scheme means; `null` where there is none. (RK-1, LK-14) */
export function headerFor(attribute: string, present: ReadonlySet<string>): string | null {
  const wanted = [attribute, ...(SYNONYMS[attribute] ?? [])].map(folded);
  for (const text of wanted) for (const header of present) if (folded(header) === text) return header;
  return null;
}
