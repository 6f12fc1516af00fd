/** Actions that may ask for the second factor: it is asked for once, and the same is done again. */
import { newIntent } from "../lib/api";
import { asProblem } from "../lib/problem";
import { useAction } from "../lib/query";
import { proveSecondFactor } from "../lib/second-factor";

export function useStrongAction<Args extends unknown[], Out>(act: (intent: string, ...args: Args) => Promise<Out>) {
  return useAction(async (intent: string, ...args: Args): Promise<Out> => {
    try {
      return await act(intent, ...args);
    } catch (error) {
      if (asProblem(error).code !== "second_factor" || !(await proveSecondFactor())) throw error;
      return act(newIntent(), ...args);
    }
  });
}
