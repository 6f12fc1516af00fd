/** Birth date or age band in a form, with the words of the bands, which no other page of the face says. */
import { defineAsyncComponent } from "vue";
import { rareWords } from "../../lib/rare";

export const AgeField = defineAsyncComponent(async () => {
  const [found] = await Promise.all([import("../../ui/LxAgeField.vue"), rareWords()]);
  return found;
});
