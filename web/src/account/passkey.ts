/** Passkeys: WebAuthn's JSON as the server speaks it, and the buffers the browser wants. */
import { Problem } from "../lib/problem";

type Json = Record<string, unknown>;

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
}

export function toText(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export const hasPasskeys = (): boolean => typeof PublicKeyCredential === "function" && Boolean(navigator.credentials);

function keys(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list as Json[] | undefined) ?? []).map((one) => ({ ...one, id: toBytes(one.id as string), type: "public-key" as const }));
}

/** The visitor said no, took too long, or has no fitting passkey: the browser does not say which. */
export class PasskeyRefused extends Problem {
  constructor() {
    super({ code: "passkey" });
  }
}

async function ask(wanted: Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const found = await wanted;
    if (found) return found as PublicKeyCredential;
  } catch {
    // Which of them it was stays the browser's secret.
  }
  throw new PasskeyRefused();
}

function written(found: PublicKeyCredential, response: Json): Json {
  return {
    id: found.id,
    rawId: toText(found.rawId),
    type: found.type,
    authenticatorAttachment: found.authenticatorAttachment,
    clientExtensionResults: found.getClientExtensionResults(),
    response,
  };
}

/** Has the device make a passkey; what the server wants to hear of it. */
export async function makePasskey(options: Json): Promise<Json> {
  const asked = options.publicKey as Json;
  const user = asked.user as Json;
  const publicKey = {
    ...asked,
    challenge: toBytes(asked.challenge as string),
    user: { ...user, id: toBytes(user.id as string) },
    excludeCredentials: keys(asked.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const found = await ask(navigator.credentials.create({ publicKey }));
  const response = found.response as AuthenticatorAttestationResponse;
  return written(found, {
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

/** Has the device show one of its passkeys. */
export async function usePasskey(options: Json): Promise<Json> {
  const asked = options.publicKey as Json;
  const publicKey = {
    ...asked,
    challenge: toBytes(asked.challenge as string),
    allowCredentials: keys(asked.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const found = await ask(navigator.credentials.get({ publicKey }));
  const response = found.response as AuthenticatorAssertionResponse;
  return written(found, {
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    userHandle: response.userHandle ? toText(response.userHandle) : null,
  });
}
