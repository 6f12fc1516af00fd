import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Component, createApp, defineComponent, h, nextTick, ref } from "vue";
import type { SeatView } from "../api/types";
import { useMessages } from "../lib/i18n";
import LxDialog from "./LxDialog.vue";
import LxErrorSummary from "./LxErrorSummary.vue";
import LxSeatCount from "./LxSeatCount.vue";
import LxStepper from "./LxStepper.vue";

const WORDS = {
  "seats.left": "还剩 {free} 个名额",
  "seats.few": "只剩 {n} 个名额",
  "seats.full": "已满",
  "seats.full_waiting": "已满，{n} 人候补",
  "seats.no_limit": "不限名额",
  "mode.on_site": "现场",
  "mode.online": "线上",
  "ui.colon": "：",
  "ui.less": "{label}：减一",
  "ui.more_of": "{label}：加一",
  "ui.error_title": "请先改正以下内容",
  "ui.close": "关闭",
};
let stop: (() => void) | undefined;

function show(component: Component, props: () => Record<string, unknown> = () => ({}), slot?: string): HTMLElement {
  const host = document.createElement("div");
  document.body.append(host);
  const app = createApp(defineComponent(() => () => h(component, props(), slot ? { default: () => slot } : undefined)));
  app.mount(host);
  stop = () => {
    app.unmount();
    host.remove();
  };
  return host;
}

beforeEach(() => useMessages("zh-CN", WORDS));
afterEach(() => stop?.());

describe("LxSeatCount", () => {
  const seat = (over: Partial<SeatView>): SeatView => ({ mode: "on_site", capacity: 30, taken: 0, free: 30, waiting: 0, ...over });
  const text = (...seats: SeatView[]) => show(LxSeatCount, () => ({ seats })).textContent?.trim();

  it("says how many are left, and that few are few", () => {
    expect(text(seat({ free: 6 }))).toBe("还剩 6 个名额");
    expect(text(seat({ free: 3 }))).toBe("只剩 3 个名额");
  });

  it("says full, and how many wait", () => {
    expect(text(seat({ free: 0 }))).toBe("已满");
    expect(text(seat({ free: 0, waiting: 4 }))).toBe("已满，4 人候补");
  });

  it("names the mode only when there are two", () => {
    expect(text(seat({ capacity: null, free: null }))).toBe("不限名额");
    expect(text(seat({ free: 9 }), seat({ mode: "online", capacity: null, free: null }))).toBe("现场：还剩 9 个名额线上：不限名额");
  });
});

describe("LxStepper", () => {
  it("stays within its bounds and names its buttons", async () => {
    const value = ref(1);
    const host = show(LxStepper, () => ({
      id: "n",
      label: "人数",
      min: 1,
      max: 2,
      modelValue: value.value,
      "onUpdate:modelValue": (to: number) => (value.value = to),
    }));
    const [less, more] = host.querySelectorAll("button");
    expect(less!.getAttribute("aria-label")).toBe("人数：减一");
    expect(less!.disabled).toBe(true);
    more!.click();
    await nextTick();
    expect(value.value).toBe(2);
    expect(more!.disabled).toBe(true);
    expect(host.querySelector("output")!.textContent).toBe("2");
  });
});

describe("LxErrorSummary", () => {
  it("takes the focus and leads to the field", async () => {
    const field = document.createElement("input");
    field.id = "name";
    field.scrollIntoView = vi.fn();
    document.body.append(field);
    const errors = ref<{ field?: string; text: string }[]>([]);
    const host = show(LxErrorSummary, () => ({ errors: errors.value }));
    expect(host.querySelector(".lx-summary")).toBeNull();
    errors.value = [{ field: "name", text: "请填写姓名" }];
    await nextTick();
    await nextTick();
    expect(document.activeElement).toBe(host.querySelector(".lx-summary"));
    expect(host.querySelector("[role=alert]")).toBeNull();
    host.querySelector("a")!.click();
    expect(document.activeElement).toBe(field);
    field.remove();
  });
});

describe("LxDialog", () => {
  it("opens as a modal named by its title and reports when it is closed", async () => {
    const open = ref(false);
    const host = show(
      LxDialog,
      () => ({ open: open.value, title: "确定要退出吗？", "onUpdate:open": (to: boolean) => (open.value = to) }),
      "名额会给候补的人",
    );
    const dialog = host.querySelector("dialog")!;
    expect(dialog.textContent).toBe("");
    open.value = true;
    await nextTick();
    await nextTick();
    expect(dialog.open).toBe(true);
    const title = document.getElementById(dialog.getAttribute("aria-labelledby")!);
    expect(title!.textContent).toBe("确定要退出吗？");
    dialog.querySelector<HTMLButtonElement>("button[aria-label=关闭]")!.click();
    await nextTick();
    await nextTick();
    expect(open.value).toBe(false);
    expect(dialog.open).toBe(false);
  });
});
