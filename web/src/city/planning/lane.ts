/**
 * Questions that follow each other faster than answers come. One is under way at a time and the newest waits; while
 * something is moved, answers are shown in the order of their questions. What ends a move, or asks for something else,
 * calls the one under way back: its answer is never shown. Unless that is the very question that is asked then.
 */
export interface Lane<Asked> {
  /** `settled`: nothing follows at once; whatever is under way is stale. */
  ask(question: Asked, settled: boolean): void;
  stop(): void;
}

interface Options<Asked, Answer> {
  run(question: Asked, signal: AbortSignal): Promise<Answer>;
  show(answer: Answer, question: Asked): void;
  fail(error: unknown): void;
  busy?(busy: boolean): void;
  /** The least time between two questions while something moves. */
  spacing?: number;
}

const SPACING_MS = 120;

export function lane<Asked, Answer>(options: Options<Asked, Answer>): Lane<Asked> {
  const spacing = options.spacing ?? SPACING_MS;
  let waiting: { question: Asked } | null = null;
  let flight: AbortController | null = null;
  let flying: Asked | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -Infinity;

  async function send(question: Asked): Promise<void> {
    const mine = new AbortController();
    flight = mine;
    flying = question;
    last = Date.now();
    options.busy?.(true);
    try {
      const answer = await options.run(question, mine.signal);
      if (flight === mine) options.show(answer, question);
    } catch (error) {
      if (flight === mine) options.fail(error);
    }
    if (flight !== mine) return;
    flight = null;
    if (waiting) next();
    else options.busy?.(false);
  }

  function next(): void {
    clearTimeout(timer);
    if (!waiting || flight) return;
    const wait = last + spacing - Date.now();
    if (wait > 0) {
      timer = setTimeout(next, wait);
      return;
    }
    const { question } = waiting;
    waiting = null;
    void send(question);
  }

  function stop(): void {
    clearTimeout(timer);
    waiting = null;
    flight?.abort();
    flight = null;
    options.busy?.(false);
  }

  return {
    ask(question, settled) {
      if (settled && flight && flying === question) {
        clearTimeout(timer);
        waiting = null;
      } else if (settled) {
        stop();
        void send(question);
      } else {
        waiting = { question };
        next();
      }
    },
    stop,
  };
}
