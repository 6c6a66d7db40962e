/** Credentials are found where Google's libraries look: what `GOOGLE_APPLICATION_CREDENTIALS` names, then the machine's own. */
export interface GcsOptions {
  /** Of a server that is not Google's, or of a way to it of your own: `http://localhost:4443`. */
  readonly apiEndpoint?: string;
  /** Is it asked without credentials, as an emulator is? */
  readonly anonymous?: boolean;
}

/** @returns what Google's drivers are made with */
export function driverOptions({ apiEndpoint, anonymous = false }: GcsOptions): {
  apiEndpoint?: string;
  useAuthWithCustomEndpoint?: boolean;
} {
  return apiEndpoint === undefined ? {} : { apiEndpoint, useAuthWithCustomEndpoint: !anonymous };
}
