import type { Call } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import { validationError } from './errors';

/**
 * The template at an S3 URL: virtual-host (`https://bucket.s3.region.amazonaws.com/key`) or path style
 * (`https://s3.region.amazonaws.com/bucket/key`, and the simulator's own `http://127.0.0.1:port/bucket/key`).
 */
export async function templateAt(url: string, call: Call): Promise<string> {
  const { Bucket, Key } = place(url);
  try {
    const { Body } = await call.world.invoke<{ Body: Uint8Array | string }>(
      's3',
      'GetObject',
      { Bucket, Key },
      { principal: call.caller, region: call.region },
    );
    return typeof Body === 'string' ? Body : Buffer.from(Body).toString();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(
      `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  }
}

function place(url: string): { Bucket: string; Key: string } {
  if (!URL.canParse(url)) throw validationError(`TemplateURL must be a supported URL.`);
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  const [, virtual] = /^(.+)\.s3[.-]/.exec(hostname) ?? [];
  if (virtual !== undefined) return { Bucket: virtual, Key: path };
  const slash = path.indexOf('/');
  if (slash < 0) throw validationError('TemplateURL must reference a valid S3 object to which you have access.');
  return { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) };
}
