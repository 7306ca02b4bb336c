import { addressOf } from '../../api/client.ts';
import { useSampleResult } from './drift-queries.ts';

/** The thumbnail of a result, or an empty frame while there is none. */
export function SamplePicture({ id }: { id: number }) {
  const hasThumbnail = useSampleResult(id).data?.has_thumbnail === true;
  if (!hasThumbnail) return <span className="drift-picture" />;
  return <img className="drift-picture" src={addressOf('getThumbnail', { params: { id } })} alt="" decoding="async" />;
}
