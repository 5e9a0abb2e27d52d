/** One request and one answer in the form that both transports (HTTP server, SDK request handler) use. */
export interface HttpRequestMessage {
  readonly method: string;
  /** still percent-encoded, without the query */
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpResponseMessage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
