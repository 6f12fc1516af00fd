/** Names of centers and regions, and centers to choose from. */
import { computed } from "vue";
import { name } from "../../lib/names";
import { useGet } from "../../lib/query";

export function usePlaces() {
  const { data: centers } = useGet("/api/v1/centers", { limit: 100 });
  const { data: regions } = useGet("/api/v1/regions");
  const options = computed(() => (centers.value?.items ?? []).map((one) => ({ value: one.id, label: name(one.name) })));
  const names = computed(
    () => new Map([...(regions.value?.items ?? []), ...(centers.value?.items ?? [])].map((one) => [one.id, name(one.name)])),
  );
  /** A place's name; nothing while it is not known. */
  const placeName = (id: string | null | undefined): string => (id && names.value.get(id)) || "";
  return { options, placeName };
}
