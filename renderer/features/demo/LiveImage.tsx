import { IconExternalLink } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { DemoStatus } from '../../../native/contract/http/demo.ts';
import { BoxedPicture } from '../../components/BoxedPicture.tsx';
import { summariseClasses } from '../../components/image-stage/view.ts';
import { isOn } from './demo-query.ts';
import { STILL, STILL_PARTS } from './still-scene.ts';
import { useLivePicture } from './use-live-picture.ts';

interface LiveImageProps {
  status: DemoStatus;
  /** How often the newest is asked for. */
  everyMs: number;
  /** The picture itself and not its thumbnail. */
  large: boolean;
}

/** The newest picture of the line with what was found in it; a drawn example where there is none. */
export function LiveImage({ status, everyMs, large }: LiveImageProps) {
  const on = isOn(status);
  const live = useLivePicture(on, everyMs, large);
  if (live === null) {
    return (
      <figure className="demo-picture" data-still>
        <BoxedPicture
          {...STILL}
          boxes={STILL_PARTS}
          labels="names"
          alt="An example of what the line shows: small metal parts on a belt"
        />
        <figcaption>{on ? 'The first picture is on its way' : 'An example; start the line to see it live'}</figcaption>
      </figure>
    );
  }
  const { item, src } = live;
  const found = summariseClasses(item.detections, 3);
  return (
    <figure className="demo-picture" data-testid="demo-picture" data-result={item.inference_id}>
      <BoxedPicture
        src={src}
        width={item.width}
        height={item.height}
        boxes={item.detections}
        alt={`${item.name}: ${found === '' ? 'nothing found' : found}`}
      />
      <figcaption>
        <span>{found === '' ? 'Nothing found' : found}</span>
        <Link href={`/history/${item.inference_id}`}>
          Open this result <IconExternalLink size={13} stroke={1.8} aria-hidden />
        </Link>
      </figcaption>
    </figure>
  );
}
