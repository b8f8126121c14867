/** What stands around every answer of the API, in its own names. Written from the API's pages and not from the client. */

/** @see https://www.volcengine.com/docs/6348/1178322 */
export interface ResponseMetadata {
  RequestId: string;
  /** As asked for. */
  Action?: string;
  /** As asked for. */
  Version?: string;
  Service: "rtc";
  Region: string;
  Error?: {
    /** Present only when the gateway, not the RTC service, refused the call. */
    CodeN?: number;
    Code: string;
    Message: string;
  };
}

/** `Result` is there only when the call succeeded. */
export interface Envelope {
  Result?: string | object;
  ResponseMetadata: ResponseMetadata;
}
