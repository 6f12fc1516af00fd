/** What one wants a room for. It stays while one looks at other rooms or signs in, until it is sent. */
import { reactive } from "vue";

export const draft = reactive({ title: "", people: "", organization: "", items: [] as string[] });

export function forgetDraft(): void {
  Object.assign(draft, { title: "", people: "", organization: "", items: [] });
}
