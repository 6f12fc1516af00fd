import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lane } from "./lane";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp(answersAfter: number) {
  const asked: number[] = [];
  const shown: number[] = [];
  const aborted: number[] = [];
  const failed: unknown[] = [];
  const busy: boolean[] = [];
  const one = lane<number, number>({
    spacing: 100,
    run: (question, signal) =>
      new Promise((resolve, reject) => {
        asked.push(question);
        signal.addEventListener("abort", () => aborted.push(question));
        setTimeout(() => (question < 0 ? reject(new Error("no")) : resolve(question)), answersAfter);
      }),
    show: (answer) => shown.push(answer),
    fail: (error) => failed.push(error),
    busy: (is) => busy.push(is),
  });
  return { one, asked, shown, aborted, failed, busy };
}

describe("a lane of questions", () => {
  it("asks at once, then at most once per spacing, and always the newest", async () => {
    const { one, asked, shown } = setUp(10);
    for (let n = 0; n < 10; n += 1) {
      one.ask(n, false);
      await vi.advanceTimersByTimeAsync(20);
    }
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toEqual([0, 4, 9]);
    expect(shown).toEqual([0, 4, 9]);
  });

  it("keeps one under way when answers are slow", async () => {
    const { one, asked, shown } = setUp(1000);
    one.ask(1, false);
    await vi.advanceTimersByTimeAsync(300);
    one.ask(2, false);
    one.ask(3, false);
    expect(asked).toEqual([1]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(asked).toEqual([1, 3]);
    expect(shown).toEqual([1, 3]);
  });

  it("never shows an answer that a settled question overtook", async () => {
    const { one, shown, aborted } = setUp(200);
    one.ask(1, false);
    await vi.advanceTimersByTimeAsync(50);
    one.ask(2, false);
    one.ask(3, true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(aborted).toEqual([1]);
    expect(shown).toEqual([3]);
  });

  it("does not ask again what is under way when it settles", async () => {
    const { one, asked, shown, aborted } = setUp(200);
    one.ask(1, false);
    one.ask(2, false);
    await vi.advanceTimersByTimeAsync(250);
    one.ask(2, true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([1, 2]);
    expect(aborted).toEqual([]);
    expect(shown).toEqual([1, 2]);
  });

  it("says what failed, unless nobody waits for it, and goes on", async () => {
    const { one, failed, shown, busy } = setUp(50);
    one.ask(-1, true);
    one.ask(-2, true);
    await vi.advanceTimersByTimeAsync(100);
    expect(failed).toHaveLength(1);
    one.ask(4, true);
    await vi.advanceTimersByTimeAsync(100);
    expect(shown).toEqual([4]);
    expect(busy.at(-1)).toBe(false);
  });

  it("asks nothing more once stopped", async () => {
    const { one, asked, shown } = setUp(10);
    one.ask(1, false);
    one.ask(2, false);
    one.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([1]);
    expect(shown).toEqual([]);
  });
});
