/** A place in S3. */
export interface Location {
  readonly bucket: string;
  readonly key: string;
}

/** `https://s3.<region>.amazonaws.com/<bucket>/<key>`, also with `-` before the region, or without one. */
const PATH_STYLE = /^https?:\/\/s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?\/([^/]+)\/(.+)$/;
/** `https://<bucket>.s3.<region>.amazonaws.com/<key>`, likewise. */
const HOST_STYLE = /^https?:\/\/(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?\/(.+)$/;
const URI = /^s3:\/\/([^/]+)\/(.+)$/;

/** The location of a URL in one of the documented forms, undefined for any other. */
export function locationIn(url: string): Location | undefined {
  for (const form of [URI, PATH_STYLE, HOST_STYLE]) {
    const [, bucket, key] = form.exec(url) ?? [];
    if (bucket !== undefined && key !== undefined) return { bucket, key };
  }
  return undefined;
}
