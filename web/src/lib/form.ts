/** Turns what the server refused into the list of the error summary and the text under each field. */
import { computed, type Ref } from "vue";
import { fieldErrorText, problemText } from "./reasons";
import type { Problem } from "./problem";

/** `fields` maps the server's field names to the id of the control and its label. */
export function useFormErrors(problem: Ref<Problem | null>, fields: Record<string, { id: string; label: string }>) {
  const errors = computed(() => {
    const found = problem.value;
    if (!found) return [];
    if (found.fields.length === 0) return [{ text: problemText(found) }];
    return found.fields.map((one) => {
      const control = fields[one.field];
      return { field: control?.id, text: fieldErrorText(one, control?.label) };
    });
  });
  function errorOf(field: string): string | undefined {
    const one = problem.value?.fields.find((error) => error.field === field);
    return one && fieldErrorText(one, fields[field]?.label);
  }
  return { errors, errorOf };
}
