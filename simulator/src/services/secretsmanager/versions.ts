import { isDeepStrictEqual } from 'node:util';
import type { World } from '../../contract/world';
import { exists, invalidParameter, validation } from './errors';
import type { Secret, SecretValue, Version } from './state';

export const CURRENT = 'AWSCURRENT';
export const PREVIOUS = 'AWSPREVIOUS';
const LARGEST = 65_536;

/** The value in a request; undefined if it has none. @throws InvalidParameterException, ValidationException */
export function valueIn(input: {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}): SecretValue | undefined {
  const { SecretString, SecretBinary } = input;
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  const size = SecretString === undefined ? SecretBinary?.length : Buffer.byteLength(SecretString);
  if (size === undefined) return undefined;
  const member = SecretString === undefined ? 'secretBinary' : 'secretString';
  if (size === 0 || size > LARGEST)
    throw validation(
      `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length ${size === 0 ? 'greater than or equal to 1' : `less than or equal to ${LARGEST}`}`,
    );
  return SecretString === undefined ? { SecretBinary: SecretBinary ?? new Uint8Array() } : { SecretString };
}

/** The id of a new version, which is the request's token. @throws InvalidParameterException */
export function versionId(token: string): string {
  if (token.length < 32 || token.length > 64)
    throw invalidParameter('ClientRequestToken must be 32-64 characters long.');
  return token;
}

/**
 * Adds a version with labels, which move from the versions that had them. The same token again adds no second version.
 * @throws ResourceExistsException if the token belongs to another value
 */
export function addVersion(
  secret: Secret,
  id: string,
  value: SecretValue,
  stages: readonly string[],
  world: World,
): Version {
  const known = secret.versions.find((each) => each.id === id);
  if (known) {
    if (isDeepStrictEqual(known.value(), value)) return known;
    throw exists(
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  }
  const now = world.clock.now();
  const version: Version = {
    id,
    createdAt: now,
    kmsKeyId: secret.kmsKeyId,
    value: () => value,
    stages: [],
    accessedOn: undefined,
  };
  secret.versions.push(version);
  for (const stage of stages) moveStage(secret, stage, version);
  secret.changedAt = now;
  return version;
}

/** Moves a label to one version; if it is the current label, the version that had it becomes the previous one. */
export function moveStage(secret: Secret, stage: string, to: Version | undefined): void {
  const from = secret.versions.find(({ stages }) => stages.includes(stage));
  if (from === to) return;
  if (from) from.stages = from.stages.filter((each) => each !== stage);
  if (to) to.stages = [...to.stages, stage];
  if (stage === CURRENT && from) moveStage(secret, PREVIOUS, from);
}

/** Ids of versions with their labels. */
export function stagesById(secret: Secret): Record<string, string[]> {
  const labelled = secret.versions.filter(({ stages }) => stages.length > 0);
  return Object.fromEntries(labelled.map(({ id, stages }) => [id, [...stages]]));
}
