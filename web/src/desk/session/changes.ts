/** What staff do with sign-ups and with the session as a whole. */
import { shallowRef } from "vue";
import { api, call } from "../../lib/api";
import { t } from "../../lib/i18n";
import { refresh, useAction } from "../../lib/query";
import { toast } from "../../ui/toast";
import type { Participant } from "./attendance";

export function useChanges(session: () => string) {
  const promoting = shallowRef<Participant | null>(null);
  const removing = shallowRef<Participant | null>(null);
  const cancelling = shallowRef(false);

  const renew = () => refresh(`/api/v1/desk/sessions/${session()}`, "/api/v1/desk/today", "/api/v1/desk/programs", "/api/v1/sessions");
  const options = (id: string, intent: string) => ({ params: { path: { id } }, headers: { "Idempotency-Key": intent } });

  const promote = useAction(async (intent, reason: string) => {
    const one = promoting.value!;
    const done = await call(api.POST("/api/v1/desk/sign-ups/{id}/promote", { ...options(one.sign_up, intent), body: { reason } }));
    promoting.value = null;
    toast(t(done.state === "offered" ? "desk.promote.offered" : "desk.promote.done", { who: one.name }));
    await renew();
  });
  const remove = useAction(async (intent, reason: string) => {
    const one = removing.value!;
    await call(api.POST("/api/v1/desk/sign-ups/{id}/remove", { ...options(one.sign_up, intent), body: { reason } }));
    removing.value = null;
    toast(t("desk.remove.done", { who: one.name }));
    await renew();
  });
  const cancel = useAction(async (intent, reason: string) => {
    await call(api.POST("/api/v1/desk/sessions/{id}/cancel", { ...options(session(), intent), body: { reason } }));
    cancelling.value = false;
    toast(t("desk.cancel.done"));
    await renew();
  });
  return { promoting, removing, cancelling, promote, remove, cancel, renew };
}
