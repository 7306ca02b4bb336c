import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Settings } from '../../contract/http/settings.ts';
import type { ModelCard } from '../../contract/model.ts';

/** What the figures of a sample depend on besides its picture: samples of different bindings must not be compared. */
const Binding = z.object({
  model_id: z.string(),
  model_name: z.string(),
  /** Digest of the names of the classes, in their order. */
  classes: z.string(),
  /** Where embeddings come from. */
  embedding: z.string(),
  conf: z.number(),
  iou: z.number(),
  /** Bindings of before it was among them were all made under its default. */
  max_det: z.number().default(300),
});
export type Binding = z.infer<typeof Binding>;

export function bindingOf(card: ModelCard, { conf, iou, max_det }: Settings['thresholds']): Binding {
  const digest = createHash('sha256').update(card.classes.join('\u0000')).digest('hex').slice(0, 16);
  const { embedding } = card;
  const source =
    embedding === null
      ? 'none'
      : `${embedding.source === 'model' ? `tensor ${embedding.tensor}` : 'descriptor'} of ${embedding.length}`;
  return { model_id: card.id, model_name: card.name, classes: digest, embedding: source, conf, iou, max_det };
}

/** Fields in one order, so that equal bindings are equal texts. */
export function bindingText(binding: Binding): string {
  const { model_id, model_name, classes, embedding, conf, iou, max_det } = binding;
  return JSON.stringify({ model_id, model_name, classes, embedding, conf, iou, max_det });
}

export const parseBinding = (text: string): Binding => Binding.parse(JSON.parse(text));

/** The name alone does not matter: the same file may be called otherwise. */
export function describeChange(before: Binding, now: Binding): string | null {
  if (before.model_id !== now.model_id) {
    return `The model has changed from ${before.model_name} (${before.model_id}) to ${now.model_name} (${now.model_id}).`;
  }
  if (before.classes !== now.classes) return 'The class list of the model has changed.';
  if (before.conf !== now.conf) return `The confidence threshold has changed from ${before.conf} to ${now.conf}.`;
  if (before.iou !== now.iou) return `The overlap threshold has changed from ${before.iou} to ${now.iou}.`;
  if (before.max_det !== now.max_det) {
    return `The most detections of an image have changed from ${before.max_det} to ${now.max_det}.`;
  }
  if (before.embedding !== now.embedding) {
    return `Embeddings come from elsewhere now: ${now.embedding} in place of ${before.embedding}.`;
  }
  return null;
}
