import { IconChevronRight } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';

interface RowHeadProps {
  level: number;
  open: boolean;
  /** Of what it opens; only while that is there. */
  controls?: string | undefined;
  onToggle: () => void;
  /** What the button is called, where what stands on it does not say enough. */
  label?: string | undefined;
  sub?: ReactNode;
  children: string;
}

/** The name of a rule may break between its words. */
const Breakable = ({ text }: { text: string }) =>
  text.split(/(?<=[a-z])(?=[A-Z])/).map((part, at) => {
    const key = `${at} ${part}`;
    return (
      <Fragment key={key}>
        {at > 0 && <wbr />}
        {part}
      </Fragment>
    );
  });

/** The first cell of a row: the button that opens it, as deep as the row stands. */
export function RowHead({ level, open, controls, onToggle, label, sub, children }: RowHeadProps) {
  return (
    <th scope="row" className="alert-head" data-level={level}>
      <button
        type="button"
        className="alert-open"
        aria-expanded={open}
        aria-controls={open ? controls : undefined}
        aria-label={label}
        onClick={onToggle}
      >
        <IconChevronRight size={15} className="chevron" data-open={open || undefined} aria-hidden />
        <span>
          <Breakable text={children} />
        </span>
      </button>
      {sub !== undefined && sub !== '' && <span className="alert-sub">{sub}</span>}
    </th>
  );
}
