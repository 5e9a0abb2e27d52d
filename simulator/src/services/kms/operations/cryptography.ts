import { randomBytes } from 'node:crypto';
import type {
  DecryptCommandInput,
  DecryptCommandOutput,
  EncryptCommandInput,
  EncryptCommandOutput,
  GenerateDataKeyCommandInput,
  GenerateDataKeyCommandOutput,
  GenerateDataKeyWithoutPlaintextCommandInput,
  GenerateDataKeyWithoutPlaintextCommandOutput,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../../contract/service';
import { decrypt as decryptWith, encrypt as encryptWith, keyOf } from '../cipher';
import { incorrectKey, invalidCiphertext, validation } from '../errors';
import { knownKey, usableKey } from '../find-key';

/** The most bytes that Encrypt accepts. */
const LARGEST = 4096;

export const encrypt: Operation<EncryptCommandInput, Partial<EncryptCommandOutput>> = (input, call) => {
  const key = usableKey(input.KeyId, call);
  const plaintext = input.Plaintext ?? new Uint8Array();
  if (plaintext.length > LARGEST)
    throw validation(
      `1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to ${LARGEST}`,
    );
  return {
    CiphertextBlob: encryptWith(key, plaintext, input.EncryptionContext),
    KeyId: key.arn,
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  };
};

/** Decrypts with the key that the ciphertext names; a key id in the request must name the same key. */
export const decrypt: Operation<DecryptCommandInput, Partial<DecryptCommandOutput>> = (input, call) => {
  const ciphertext = input.CiphertextBlob ?? new Uint8Array();
  const arn = keyOf(ciphertext);
  if (arn === undefined) throw invalidCiphertext();
  const key = usableKey(arn, call);
  if (input.KeyId !== undefined && knownKey(input.KeyId, call).arn !== arn) throw incorrectKey();
  const plaintext = decryptWith(key, ciphertext, input.EncryptionContext);
  if (!plaintext) throw invalidCiphertext();
  return { Plaintext: plaintext, KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
};

/** Generates a data key, plain and encrypted. */
export const generateDataKey: Operation<GenerateDataKeyCommandInput, Partial<GenerateDataKeyCommandOutput>> = (
  input,
  call,
) => {
  const key = usableKey(input.KeyId, call);
  const plaintext = randomBytes(input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32));
  return {
    Plaintext: plaintext,
    CiphertextBlob: encryptWith(key, plaintext, input.EncryptionContext),
    KeyId: key.arn,
  };
};

export const generateDataKeyWithoutPlaintext: Operation<
  GenerateDataKeyWithoutPlaintextCommandInput,
  Partial<GenerateDataKeyWithoutPlaintextCommandOutput>
> = async (input, call) => {
  const { CiphertextBlob, KeyId } = await generateDataKey(input, call);
  return { CiphertextBlob, KeyId };
};
