/** What the server refuses comes as problem+json; what never reached it becomes the problem `offline`. */
import type { FieldError, ProblemBody, Reason } from "../api/types";

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields: FieldError[];
  readonly reasons: Reason[];
  readonly request: string;

  constructor(body: Partial<ProblemBody>) {
    super(body.title ?? body.code ?? "internal");
    this.status = body.status ?? 0;
    this.code = body.code ?? "internal";
    this.detail = body.detail ?? "";
    this.fields = body.fields ?? [];
    this.reasons = body.reasons ?? [];
    this.request = body.request ?? "";
  }

  has(reason: string): boolean {
    return this.reasons.some((one) => one.code === reason);
  }
}

const CODE_BY_STATUS: Record<number, string> = {
  400: "bad_json",
  401: "sign_in",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  413: "too_large",
  422: "invalid",
  429: "too_many",
  503: "busy",
};

/** A proxy between us and the server may answer without problem+json; the status still says what happened. */
export function problemFrom(status: number, body: unknown): Problem {
  if (typeof body === "object" && body !== null && "code" in body) return new Problem(body as ProblemBody);
  return new Problem({ status, code: CODE_BY_STATUS[status] ?? "internal" });
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) return new Problem({ code: "offline" });
  return new Problem({ code: "internal", detail: error instanceof Error ? error.message : String(error) });
}
