import { VisuallyHidden } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { shortReason } from './figures.ts';

/** A figure; or, where it is not known, the words that say so, with the whole reason on hover and for screen readers. */
export function FigureValue({
  value,
  reason,
  format,
}: {
  value: number | null;
  /** Why the value is null. */
  reason: string | undefined;
  format: (value: number) => string;
}) {
  if (value !== null) return <>{format(value)}</>;
  const words = shortReason(reason);
  return (
    <span className="figure-missing" title={reason}>
      <IconEyeOff size={14} stroke={1.6} aria-hidden />
      {words}
      {reason !== undefined && reason !== words && <VisuallyHidden>{reason.slice(words.length)}</VisuallyHidden>}
    </span>
  );
}
