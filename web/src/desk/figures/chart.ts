/** Round marks for a scale that starts at zero, at most six of them; counts get no fractions. Pure. */
export function steps(largest: number, whole = false): number[] {
  if (!(largest > 0)) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(largest));
  const sizes = [0.1, 0.2, 0.5, 1, 2].map((part) => Number((part * power).toPrecision(3)));
  const step = sizes.find((one) => largest / one <= 5 && (!whole || one >= 1)) ?? 1;
  const count = Math.ceil(Number((largest / step).toPrecision(9)));
  return Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(9)));
}
