import type { Tag } from '@aws-sdk/client-kms';
import { Slot } from '../../kernel/slot';

export interface KeyState {
  readonly id: string;
  readonly arn: string;
  readonly account: string;
  readonly createdAt: number;
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly multiRegion: boolean;
  readonly usage: 'ENCRYPT_DECRYPT';
  /** 256 bits; a function, so that the control interface never shows it */
  readonly material: () => Buffer;
  description: string;
  policy: string;
  state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  deletionAt?: number;
  rotationDays?: number;
  tags: Tag[];
}

/** Keys by id. */
export const keys = new Slot<Map<string, KeyState>>('kms', 'keys', () => new Map());

/** Key ids by alias name, `alias/…`. */
export const aliases = new Slot<
  Map<string, { readonly keyId: string; readonly createdAt: number; readonly updatedAt: number }>
>('kms', 'aliases', () => new Map());
