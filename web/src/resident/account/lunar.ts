/** Days of the lunar calendar as they are said. Pure. */
const DIGITS = "一二三四五六七八九十";

/** `初五`, `十五`, `廿三`, `三十`. */
export function lunarDay(day: number): string {
  if (day <= 10) return `初${DIGITS[day - 1]}`;
  if (day === 20) return "二十";
  if (day === 30) return "三十";
  return `${day < 20 ? "十" : "廿"}${DIGITS[(day % 10) - 1]}`;
}
