/** What a center may offer, by its rooms: what people ask a plan for. */
export const SERVICES = [
  "service_hall", "canteen", "health_room", "clinic", "day_care", "rehab", "nursery", "sun_class", "reading", "child_reading",
  "fitness", "dance", "chess", "calligraphy", "counseling", "legal", "volunteer",
] as const;
