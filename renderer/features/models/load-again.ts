import type { LoadModelBody } from '../../../native/contract/http/models.ts';
import type { ModelCard, Sidecar } from '../../../native/contract/model.ts';

/**
 * How a model of the list is loaded once more: by its id, which makes sure that the file is still the same one. An id
 * carries no sidecar, so a model that needed one is loaded by its path with what the card remembers of it.
 */
export function loadAgainBody(card: ModelCard): LoadModelBody {
  const stated = [card.layout_source, card.classes_source, card.input.size_source].includes('sidecar');
  if (!stated) return { id: card.id };
  const { height, width, size_source } = card.input;
  const sidecar: Sidecar = {
    name: card.name.slice(0, 100),
    version: card.version.slice(0, 50),
    preprocess: card.preprocess,
    ...(card.layout_source === 'sidecar' && { layout: card.layout }),
    ...(size_source === 'sidecar' && { input_size: [height, width] }),
    ...(card.classes_source === 'sidecar' && { names: card.classes }),
    ...(card.licence !== null && { licence: card.licence.slice(0, 200) }),
  };
  return { path: card.path, sidecar };
}
