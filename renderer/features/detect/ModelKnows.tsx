import { Link } from 'wouter';
import type { ModelRef } from '../../../native/contract/model.ts';
import { useConnection, useStarterPath } from '../../api/queries.ts';
import { knownClasses } from './known-classes.ts';

/** The model that is loaded, as the console last said, and whether it is the one that comes with Vigil. */
function useLoaded() {
  const connection = useConnection();
  const starter = useStarterPath();
  const model = connection.state === 'connected' ? connection.status.model : null;
  return model === null ? null : { model, isStarter: model.path === starter };
}

/** What the loaded model can find at all, for a page that has nothing to show yet. */
export function ModelKnows() {
  const { model } = useLoaded() ?? {};
  if (model === undefined || model.classes.length === 0) return null;
  return (
    <p className="quiet model-knows">
      {model.name} finds {knownClasses(model.classes)}. <Link href="/models">Another model</Link>
    </p>
  );
}

/**
 * Under a result of the model that Vigil comes with: it was made for the demo line, and who drops a photograph of a street
 * on it should not take its boxes for what detection is like.
 */
export function StarterNote({ of }: { of: ModelRef }) {
  const { model, isStarter } = useLoaded() ?? {};
  if (model === undefined || model.id !== of.id || !isStarter) return null;
  return (
    <p className="quiet model-knows">
      The starter model knows {knownClasses(model.classes)} alone, and takes whatever else a picture shows for one of
      them. <Link href="/models">Load a model</Link> for other pictures.
    </p>
  );
}
