// Which messages the first screen does without. They are in the same files; the build puts them into a second chunk.
const LATER = {
  shared: /^(field|region|audience|band|role|program_status|reason\.(activities|presence|figures))\./,
  resident: /^(?!(tab|foot|open|session|home|where|tile|elder|circle|centers|activities)\.|lost\.home|center\.today|mine\.(confirm_by|position|people))/,
};

/** `first`, `later`, or `rare`: what messages in the inbox say, about how old people are, and why something about
 * them is refused; what only the desk says of rooms. */
export function partOf(face, key) {
  if (face === "rooms" && key.startsWith("desk.")) return "rare";
  if (face === "shared" && /^(notice|age_band|reason\.(people|privacy))\./.test(key)) return "rare";
  return LATER[face]?.test(key) ? "later" : "first";
}

export function comesLater(face, key) {
  return partOf(face, key) !== "first";
}

/** Text messages are written by the server alone; no page says them. */
export function serverOnly(key) {
  return key.startsWith("notice.") && key.endsWith(".sms");
}
