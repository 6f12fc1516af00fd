// Which messages the first screen does without. They are in the same files; the build puts them into a second chunk.
const LATER = {
  shared: /^(field|region|audience|band|role|program_status|notice|reason\.(activities|presence|figures))\./,
  resident: /^(?!(tab|foot|open|session|home|where|tile|elder|circle|centers|activities)\.|lost\.home|center\.today|mine\.(confirm_by|position|people))/,
};

export function comesLater(face, key) {
  return LATER[face]?.test(key) ?? false;
}

/** Text messages are written by the server alone; no page says them. */
export function serverOnly(key) {
  return key.startsWith("notice.") && key.endsWith(".sms");
}
