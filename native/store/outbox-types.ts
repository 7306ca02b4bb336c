import type { Alert } from '../contract/http/alerts.ts';

/** What is to be told: that an alert fires, or that it is over. */
export type NoticeKind = 'firing' | 'resolved';

export interface NewNotice {
  channel: string;
  kind: NoticeKind;
  /** As it was then; told so, whenever that is. */
  alert: Alert;
  /** The same for the same rule and labels. */
  alert_key: string;
  /** Milliseconds since 1970; not to be sent before. */
  due_at: number;
}

/** A notification. Times in milliseconds since 1970. */
export interface Notice extends NewNotice {
  id: number;
  state: 'waiting' | 'sent' | 'given_up';
  /** Id of the message that it is part of, the same at every attempt; null before the first. */
  message: string | null;
  /** How often it may have been sent. */
  attempts: number;
  created_at: number;
}

/** That an alert fires has been told or is to be, and that it is over has not been written. */
export type OpenNotice = Pick<Notice, 'id' | 'channel' | 'state' | 'attempts' | 'alert_key'> & { alert_id: number };

/** How a channel fares. Times in milliseconds since 1970. */
export interface ChannelState {
  channel: string;
  waiting: number;
  succeeded_at: number | null;
  failed_at: number | null;
  error: string | null;
}

/** Notifications on their way. Each call is one transaction. */
export interface OutboxRecords {
  /**
   * Writes those that have not been written yet, of one alert each kind once per channel. A resolved one closes its firing
   * one: no other is asked for.
   */
  add(notices: readonly NewNotice[], at: number): void;
  /** Of alerts whose end nobody was told of. */
  open(): OpenNotice[];
  /** Not sent and not given up, oldest first; an end only once its beginning has been sent. */
  waiting(channel: string): Notice[];
  /** When a channel was last told that an alert of this key fires; null for never. */
  toldAt(channel: string, alertKey: string): number | null;
  /** Before an attempt: makes a message of notifications and counts the attempt. */
  assign(ids: readonly number[], message: string): void;
  sent(ids: readonly number[], channel: string, at: number): void;
  /** They are tried again at `dueAt`, or given up where that is null. */
  failed(ids: readonly number[], channel: string, error: string, at: number, dueAt: number | null): void;
  /** Takes back what has not been sent, as if it had never been written. */
  withdraw(ids: readonly number[]): void;
  /** All that waits of a channel is due at `at`. */
  hurry(channel: string, at: number): void;
  /** What came of a message that was no notification; null for success. */
  mark(channel: string, error: string | null, at: number): void;
  /** Of channels that there is something to say of. */
  states(): ChannelState[];
}
