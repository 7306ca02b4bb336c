import { VigilError } from '../../../contract/errors.ts';

/** Why a message was not delivered, without anything secret. */
export class DeliveryFailure extends VigilError {
  /** How long the receiver asks to wait; null where it does not. */
  readonly retry_after_s: number | null;
  /** Of the HTTP answer; null where there was none. */
  readonly answered: number | null;

  constructor(detail: string, retry_after_s: number | null = null, answered: number | null = null) {
    super('notification_failed', detail);
    this.retry_after_s = retry_after_s;
    this.answered = answered;
  }
}

const LONGEST = 300;

/** What somebody else said, on one line and cut, with every secret in it blotted out. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret.length > 0) clean = clean.replaceAll(secret, '[secret]');
  clean = clean.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}...` : clean;
}
