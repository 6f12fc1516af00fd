/** The place whose register is shown, with all below it: in the address, at first the highest one may see. */
import { computed } from "vue";
import { can, placesOf } from "../../desk/rights";
import { useRoute, useRouter } from "../../lib/router";
import { usePlaces } from "../places";

export function useRegisterPlace(permission: string) {
  const route = useRoute();
  const router = useRouter();
    const { list: places, loading, problem } = usePlaces(computed(() => placesOf(permission)));
  const place = computed({
    get: () => (places.value.some((one) => one.id === route.query.place) ? route.query.place! : (places.value[0]?.id ?? "")),
    set: (id: string) => void router.replace({ query: { ...route.query, place: id } }),
  });
  return { place, places, loading, problem, ready: computed(() => place.value !== ""), can };
}
