import { createHash } from 'node:crypto';
import type { FunctionCode } from '@aws-sdk/client-lambda';
import type { Call } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import { invalidParameter } from './errors';
import { readZip } from './zip';

/** A function's deployment package and its origin. */
export interface Code {
  readonly zip: Uint8Array;
  readonly location: string;
  readonly sha256: string;
}

/** Fetches the deployment package of a CreateFunction or UpdateFunctionCode request. */
export async function fetchCode(code: FunctionCode, call: Call): Promise<Code> {
  const zip = code.ZipFile ?? (await fromBucket(code, call));
  try {
    readZip(zip);
  } catch (cause) {
    const refusal = invalidParameter(
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
    throw Object.assign(refusal, { cause });
  }
  return {
    zip,
    location: code.ZipFile ? 'inline' : `s3://${code.S3Bucket}/${code.S3Key}`,
    sha256: createHash('sha256').update(zip).digest('base64'),
  };
}

async function fromBucket(code: FunctionCode, call: Call): Promise<Uint8Array> {
  if (code.S3Bucket === undefined || code.S3Key === undefined)
    throw invalidParameter('Please do not provide other FunctionCode parameters when providing a ZipFile.');
  try {
    const { Body } = await call.world.invoke<{ Body: Body }>(
      's3',
      'GetObject',
      { Bucket: code.S3Bucket, Key: code.S3Key },
      { principal: call.caller, region: call.region },
    );
    return await bytesOf(Body);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
    );
  }
}

type Body = Uint8Array | string | { transformToByteArray(): Promise<Uint8Array> };

async function bytesOf(body: Body): Promise<Uint8Array> {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? body : body.transformToByteArray();
}
