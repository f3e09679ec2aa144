import type { SeededRandom } from "./seeded-random";

export type Category = "机关" | "分局";
export type Unit = { readonly name: string; readonly category: Category };
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly level: "部门正职" | "部门副职" | "其他人员";
  readonly category: Category;
};

/** The twelve units of the invented bureau. */
export const UNITS: readonly Unit[] = [
  ...["办公室", "税政科", "征收管理科", "纳税服务科", "收入核算科", "人事教育科"].map((name): Unit => ({ name, category: "机关" })),
  ...["城东税务分局", "城西税务分局", "城南税务分局", "城北税务分局", "开发区税务分局", "临湖税务分局"].map((name): Unit => ({ name, category: "分局" })),
];

const FAMILY = Array.from("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕");
const SHORT_GIVEN = Array.from("明华强伟军燕玲丽静洁磊勇涛敏娟辉波宁斌琳超鹏颖昊");
const LONG_GIVEN = (
  "建国 国庆 志远 志强 海燕 海涛 玉兰 晓东 晓梅 春梅 红霞 俊杰 思远 子涵 雨桐 嘉怡 浩然 新宇 立新 永康 秀英 振宇 佳慧 文博 " +
  "一帆 启航 雪峰 丽萍 亚男 文静 天成 金龙 庆华 少华 爱民 卫东 春生 美玲 小红 凤英 国栋 家豪 梦琪 诗涵 宏伟 长青 学文 世杰"
).split(" ");

/** People invented from common syllables, each unit with a head and a deputy, no name twice. */
export function roster(random: SeededRandom, units: readonly Unit[], personCount: number): readonly Person[] {
  const taken = new Set<string>();
  const freshName = (): string => {
    for (;;) {
      const given = random.pick(random.integer(0, 3) === 0 ? SHORT_GIVEN : LONG_GIVEN);
      const name = random.pick(FAMILY) + given;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  };
  const sizes = units.map((_, index) => Math.floor(personCount / units.length) + (index >= units.length - (personCount % units.length) ? 1 : 0));
  let serial = 0;
  return units.flatMap((unit, index) =>
    Array.from({ length: sizes[index] ?? 0 }, (_, place): Person => {
      serial++;
      return {
        id: `YZ${String(1000 + serial * 7)}`,
        name: freshName(),
        unit: unit.name,
        level: place === 0 ? "部门正职" : place === 1 ? "部门副职" : "其他人员",
        category: unit.category,
      };
    }),
  );
}
