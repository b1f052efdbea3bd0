/** Which scheme, host and port stand before the URLs that are shown? `PUBLIC_URL`, else those of the request. */

/** The origin, without a slash at the end. A setting that is no http(s) URL is ignored. */
export function originOf(requestUrl: string, publicUrl: string | undefined): string {
  const configured = publicUrl === undefined || publicUrl === '' ? null : URL.parse(publicUrl);
  if (configured !== null && /^https?:$/.test(configured.protocol)) return configured.origin;
  return new URL(requestUrl).origin;
}
