import type { Estates, FiveInOne, Network, Population, Scenario, Shapes } from "./types";

interface Read<Body, Path = never> {
  get: { parameters: { query?: never; header?: never; path?: Path; cookie?: never }; responses: { 200: { headers: Record<string, unknown>; content: { "application/json": Body } } } };
}

declare module "../../api/schema" {
  interface paths {
    "/api/v1/planning/networks": Read<{ items: Network[] }>;
    "/api/v1/planning/networks/{id}/map": Read<Shapes, { id: string }>;
    "/api/v1/planning/populations": Read<{ items: Population[] }>;
    "/api/v1/planning/scenarios": Read<{ items: Scenario[] }>;
    "/api/v1/planning/five": Read<{ items: FiveInOne[] }>;
    "/api/v1/planning/estates": Read<Estates>;
  }
}
