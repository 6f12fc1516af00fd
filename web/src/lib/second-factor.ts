/**
 * What is sensitive asks for a second factor (problem `second_factor`). `proveSecondFactor()` opens the dialog and says
 * whether it was proved; `withSecondFactor(act)` proves it when needed and does the thing again.
 */
import { proof } from "./above";
import { asProblem } from "./problem";

let pending: Promise<boolean> | null = null;

/** Asks for a code, a passkey or a recovery code. False when the visitor gave up. Asked twice, there is one dialog. */
export function proveSecondFactor(): Promise<boolean> {
  pending ??= new Promise<boolean>((resolve) => {
    proof.value = (proved) => {
      proof.value = null;
      pending = null;
      resolve(proved);
    };
  });
  return pending;
}

/** Does `act`; when it needs a second factor, asks for one and does it once more. */
export async function withSecondFactor<Out>(act: () => Promise<Out>): Promise<Out> {
  try {
    return await act();
  } catch (error) {
    if (asProblem(error).code !== "second_factor" || !(await proveSecondFactor())) throw error;
    return act();
  }
}
