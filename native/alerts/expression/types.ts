/** The labels a series must have. Patterns are whole-word, as in PromQL, and of the small language that both share. */
export interface Matcher {
  label: string;
  op: '=' | '!=' | '=~' | '!~';
  value: string;
}

export interface Selector {
  metric: string;
  match?: readonly Matcher[];
}

/**
 * What a rule is about: as much of PromQL as the rules need, so that one source is both printed for Prometheus and
 * computed here from the same figures.
 */
export type Expression =
  /** The latest value. */
  | { op: 'metric'; selector: Selector }
  /** Of a counter, a second or in all, over the window before now. */
  | { op: 'rate' | 'increase'; selector: Selector; window_s: number }
  /** By these labels, and by console. */
  | { op: 'sum'; of: Expression; by: readonly string[] }
  /** `q` of a histogram, named without `_bucket`, over the window before now. */
  | { op: 'quantile'; q: number; selector: Selector; by: readonly string[]; window_s: number }
  | { op: 'divide' | 'add'; left: Expression; right: Expression }
  | { op: 'scale'; of: Expression; by: number };

export type Comparator = '>' | '>=' | '<' | '<=' | '==';

export interface Condition {
  expression: Expression;
  comparator: Comparator;
  threshold: number;
}

/** One value of an expression, and the labels it is of. */
export interface Element {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** `NaN` meets no condition, as in PromQL. */
export function meets(value: number, comparator: Comparator, threshold: number): boolean {
  switch (comparator) {
    case '>':
      return value > threshold;
    case '>=':
      return value >= threshold;
    case '<':
      return value < threshold;
    case '<=':
      return value <= threshold;
    case '==':
      return value === threshold;
  }
}

export const metric = (name: string, ...match: Matcher[]): Expression => ({
  op: 'metric',
  selector: { metric: name, match },
});
export const is = (label: string, value: string): Matcher => ({ label, op: '=', value });
export const isNot = (label: string, value: string): Matcher => ({ label, op: '!=', value });
export const isLike = (label: string, value: string): Matcher => ({ label, op: '=~', value });
export const rate = (name: string, window_s: number, ...match: Matcher[]): Expression => ({
  op: 'rate',
  selector: { metric: name, match },
  window_s,
});
export const increase = (name: string, window_s: number, ...match: Matcher[]): Expression => ({
  op: 'increase',
  selector: { metric: name, match },
  window_s,
});
export const quantile = (q: number, name: string, window_s: number, ...match: Matcher[]): Expression => ({
  op: 'quantile',
  q,
  selector: { metric: name, match },
  by: [],
  window_s,
});
export const sum = (of: Expression): Expression => ({ op: 'sum', of, by: [] });
export const divide = (left: Expression, right: Expression): Expression => ({ op: 'divide', left, right });
export const add = (left: Expression, right: Expression): Expression => ({ op: 'add', left, right });
export const scale = (by: number, of: Expression): Expression => ({ op: 'scale', of, by });
