import { expect, test, vi } from "vitest";
import { proof } from "../above";
import { Problem } from "../problem";
import { proveSecondFactor, withSecondFactor } from "../second-factor";

const refusal = new Problem({ code: "second_factor", status: 403 });

test("what needs a second factor is done again once it was proved", async () => {
  const act = vi.fn(async () => "done").mockRejectedValueOnce(refusal);
  const outcome = withSecondFactor(act);
  await vi.waitFor(() => expect(proof.value).not.toBeNull());
  proof.value!(true);
  expect(await outcome).toBe("done");
  expect(act).toHaveBeenCalledTimes(2);
  expect(proof.value).toBeNull();
});

test("giving up leaves the refusal, and other refusals ask for nothing", async () => {
  const act = vi.fn(async () => Promise.reject(refusal));
  const outcome = withSecondFactor(act);
  await vi.waitFor(() => expect(proof.value).not.toBeNull());
  proof.value!(false);
  await expect(outcome).rejects.toBe(refusal);
  expect(act).toHaveBeenCalledTimes(1);
  const other = new Problem({ code: "forbidden", status: 403 });
  await expect(withSecondFactor(() => Promise.reject(other))).rejects.toBe(other);
  expect(proof.value).toBeNull();
});

test("asked twice there is one dialog, and both hear of it", async () => {
  const both = [proveSecondFactor(), proveSecondFactor()];
  proof.value!(true);
  expect(await Promise.all(both)).toEqual([true, true]);
});
