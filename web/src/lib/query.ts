/**
 * Reading and acting from components: cached reads by address, lists that grow, and actions that keep their intent.
 * One answer per address is shared by everything on screen that reads it.
 */
import { computed, type MaybeRefOrGetter, onScopeDispose, ref, shallowRef, toValue, watch } from "vue";
import { acting } from "./acting";
import { address, type Data, type GetPath, newIntent, type Params, read, type Scalar } from "./api";
import { dropIsland, takeFromIsland } from "./island";
import { asProblem, type Problem } from "./problem";

const STALE_AFTER_MS = 15_000;
const KEPT_ANSWERS = 120;
const TRIES = 3;
const WAIT_MS = 700;

interface Answer {
  data: ReturnType<typeof shallowRef<unknown>>;
  problem: ReturnType<typeof shallowRef<Problem | null>>;
  fetching: ReturnType<typeof ref<boolean>>;
  /** When it was read; 0 when it must be read again. */
  at: number;
  /** How many components show it. */
  users: number;
  pending: Promise<void> | null;
}

const answers = new Map<string, Answer>();
/** Counts changes of person: an answer asked for by the one before is not shown to the next. */
let turn = 0;

function answerTo(url: string): Answer {
  let found = answers.get(url);
  if (!found) {
    const given = acting.value ? undefined : takeFromIsland<unknown>(url);
    found = {
      data: shallowRef(given),
      problem: shallowRef<Problem | null>(null),
      fetching: ref(false),
      at: given === undefined ? 0 : Date.now(),
      users: 0,
      pending: null,
    };
    if (answers.size >= KEPT_ANSWERS) dropOldest();
    answers.set(url, found);
  }
  return found;
}

function dropOldest(): void {
  for (const [url, answer] of answers) {
    if (answer.users === 0) {
      answers.delete(url);
      return;
    }
  }
}

async function readPatiently(url: string): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read(url);
    } catch (error) {
      const again = ["busy", "offline"].includes(asProblem(error).code) && attempt < TRIES && navigator.onLine;
      if (!again) throw error;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * attempt));
    }
  }
}

function load(url: string, answer: Answer): Promise<void> {
  answer.pending ??= (async () => {
    const asked = turn;
    answer.fetching.value = true;
    try {
      const data = await readPatiently(url);
      if (asked !== turn) return;
      answer.data.value = data;
      answer.problem.value = null;
      answer.at = Date.now();
    } catch (error) {
      if (asked === turn) answer.problem.value = asProblem(error);
    } finally {
      if (asked === turn) {
        answer.fetching.value = false;
        answer.pending = null;
      }
    }
  })();
  return answer.pending;
}

function stale(answer: Answer): boolean {
  return Date.now() - answer.at > STALE_AFTER_MS;
}

/** Coming back to the page after a while shows what is true now. */
if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    for (const [url, answer] of answers) if (answer.users > 0 && stale(answer)) void load(url, answer);
  });
}

export interface ReadOptions {
  /** Read only while true. */
  enabled?: MaybeRefOrGetter<boolean>;
  /** Read again every so many milliseconds while the page is visible. */
  every?: MaybeRefOrGetter<number | false>;
  /** Show the last answer while another address loads (lists with filters). */
  keep?: boolean;
}

/** One shared read. `data` is undefined until it came; `problem` says why it did not. */
export function useGet<P extends GetPath>(
  path: P,
  params: MaybeRefOrGetter<Params<P>> = {} as Params<P>,
  options: ReadOptions = {},
) {
  const url = computed(() => address(path, toValue(params) as Record<string, Scalar>));
  const wanted = computed(() => toValue(options.enabled) ?? true);
  const current = shallowRef<Answer | null>(null);
  const previous = shallowRef<unknown>(undefined);

  function leave(): void {
    if (!current.value) return;
    current.value.users -= 1;
    current.value = null;
  }

  watch(
    [url, wanted],
    ([address, on]) => {
      previous.value = current.value?.data.value ?? previous.value;
      leave();
      if (!on) return;
      const answer = answerTo(address);
      answer.users += 1;
      current.value = answer;
      if (stale(answer)) void load(address, answer);
    },
    { immediate: true },
  );
  onScopeDispose(leave);

  watch(
    () => toValue(options.every) ?? false,
    (every, _before, cleanUp) => {
      if (!every) return;
      const timer = setInterval(() => {
        if (!document.hidden && current.value) void load(url.value, current.value);
      }, every);
      cleanUp(() => clearInterval(timer));
    },
    { immediate: true },
  );

  const data = computed(
    () => (current.value?.data.value ?? (options.keep ? previous.value : undefined)) as Data<P> | undefined,
  );
  return {
    data,
    problem: computed(() => current.value?.problem.value ?? null),
    /** Nothing to show yet. */
    loading: computed(() => data.value === undefined && !current.value?.problem.value),
    fetching: computed(() => current.value?.fetching.value ?? false),
    reload: async () => {
      if (current.value) await load(url.value, current.value);
    },
  };
}

/** After a change: everything whose address starts so is read again, at once when it is on screen. */
export async function refresh(...prefixes: string[]): Promise<void> {
  const reads: Promise<void>[] = [];
  for (const [url, answer] of answers) {
    if (!prefixes.some((prefix) => url.startsWith(prefix))) continue;
    answer.at = 0;
    if (answer.users > 0) reads.push(load(url, answer));
  }
  await Promise.all(reads);
}

/** Another person signed in or out, or is acted for: nothing read before holds. */
export function forgetReads(): void {
  turn += 1;
  for (const [url, answer] of answers) {
    answer.pending = null;
    answer.data.value = undefined;
    if (answer.users === 0) answers.delete(url);
    else void load(url, answer);
  }
}

watch(acting, () => (dropIsland(), forgetReads()), { flush: "sync" });

type Item<P extends GetPath> = Data<P> extends { items: (infer One)[] } ? One : never;
interface PageOf<One> {
  items: One[];
  next?: string | null;
}

/** A list that grows page by page; starts again when `params` change. */
export function usePages<P extends GetPath>(
  path: P,
  params: MaybeRefOrGetter<Params<P>>,
  options: ReadOptions = {},
) {
  const first = useGet(path, params, { keep: true, ...options });
  const later = shallowRef<Item<P>[]>([]);
  const next = ref<string | null>(null);
  const more = useAction(async () => {
    const url = address(path, { ...(toValue(params) as Record<string, Scalar>), after: next.value });
    const page = await read<PageOf<Item<P>>>(url);
    later.value = [...later.value, ...page.items];
    next.value = page.next ?? null;
  });
  watch(
    first.data,
    (page) => {
      later.value = [];
      next.value = (page as PageOf<Item<P>> | undefined)?.next ?? null;
    },
    { immediate: true },
  );
  const items = computed<Item<P>[]>(() => {
    const page = first.data.value as PageOf<Item<P>> | undefined;
    return page ? [...page.items, ...later.value] : [];
  });
  return { ...first, items, hasMore: computed(() => next.value !== null), more };
}

/**
 * Something the visitor does. The same idempotency key is used until the server has decided, so pressing again after
 * a lost answer cannot do it twice. `run` gives undefined when it was refused; `problem` then says why.
 */
export function useAction<Args extends unknown[], Out>(act: (intent: string, ...args: Args) => Promise<Out>) {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  let intent = newIntent();
  async function run(...args: Args): Promise<Out | undefined> {
    if (busy.value) return undefined;
    busy.value = true;
    problem.value = null;
    try {
      const out = await act(intent, ...args);
      intent = newIntent();
      return out;
    } catch (error) {
      problem.value = asProblem(error);
      if (!["offline", "busy", "unknown_outcome", "storage_full", "read_only"].includes(problem.value.code)) intent = newIntent();
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  return { run, busy, problem };
}
