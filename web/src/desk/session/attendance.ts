/** Checking people in and out at the counter. Scans are worked off one after another: a queue at the door loses none. */
import { computed, ref, shallowRef } from "vue";
import type { Schema } from "../../api/types";
import { api, call, newIntent } from "../../lib/api";
import { time } from "../../lib/date";
import { t } from "../../lib/i18n";
import { asProblem } from "../../lib/problem";
import { refresh } from "../../lib/query";
import { sessionEnded } from "../expiry";
import { staffProblem } from "../words";

export type Participant = Schema<"Participant">;
type Present = Schema<"CheckIn">["present"];

export interface Outcome {
  tone: "good" | "warn" | "bad";
  text: string;
  /** What can be taken back. */
  signUp: string | null;
}

/** How a party stands, from its members. */
export function standing(party: Participant["party"]): { present: number; left: number; size: number; since: string | null } {
  const there = party.filter((one) => one.present_at != null);
  const since = there.map((one) => one.present_at!).sort()[0] ?? null;
  return { size: party.length, present: there.length, left: there.filter((one) => one.left_at != null).length, since };
}

/** "王芳等 3 人" */
export function partyText(names: string[]): string {
  return names.length > 1 ? t("desk.party", { name: names[0]!, n: names.length }) : (names[0] ?? "");
}

function came(present: Present, walkIn: boolean): Pick<Outcome, "tone" | "text"> {
  const fresh = present.filter((one) => !one.already);
  const who = partyText((fresh.length > 0 ? fresh : present).map((one) => one.name));
  if (fresh.length === 0) return { tone: "warn", text: t("desk.in.already", { who, at: present[0] ? time(present[0].at) : "" }) };
  const at = time(fresh[0]!.at);
  return { tone: "good", text: t(walkIn ? "desk.in.walk_in" : "desk.in.done", { who, at }) };
}

export function useAttendance(session: () => string) {
  const outcome = shallowRef<Outcome | null>(null);
  const waiting = ref(0);
  let queue: Promise<void> = Promise.resolve();

  function work(job: (intent: string, id: string) => Promise<Outcome>): Promise<void> {
    const [intent, id] = [newIntent(), session()];
    waiting.value += 1;
    queue = queue.then(async () => {
      try {
        outcome.value = await job(intent, id);
      } catch (error) {
        const problem = asProblem(error);
        sessionEnded(problem);
        outcome.value = { tone: "bad", text: staffProblem(problem), signUp: null };
      }
      waiting.value -= 1;
      if (waiting.value === 0) await refresh(`/api/v1/desk/sessions/${id}/participants`, "/api/v1/desk/today");
    });
    return queue;
  }

  const options = (id: string, intent: string) => ({ params: { path: { id } }, headers: { "Idempotency-Key": intent } });

  return {
    outcome,
    busy: computed(() => waiting.value > 0),
    checkIn: (who: Schema<"Comer">) =>
      work(async (intent, id) => {
        const done = await call(api.POST("/api/v1/desk/sessions/{id}/check-ins", { ...options(id, intent), body: who }));
        return { ...came(done.present, done.walk_in), signUp: done.sign_up };
      }),
    checkOut: (who: Schema<"Comer">) =>
      work(async (intent, id) => {
        const done = await call(api.POST("/api/v1/desk/sessions/{id}/check-outs", { ...options(id, intent), body: who }));
        const names = partyText(done.present.map((one) => one.name));
        return { tone: "good", text: t("desk.out.done", { who: names, at: time(done.at) }), signUp: null };
      }),
    undo: (who: Schema<"Comer">, name: string) =>
      work(async (intent, id) => {
        await call(api.POST("/api/v1/desk/sessions/{id}/check-ins/undo", { ...options(id, intent), body: who }));
        return { tone: "warn", text: t("desk.undo.done", { who: name }), signUp: null };
      }),
  };
}

export type Attendance = ReturnType<typeof useAttendance>;
