import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { HistoryItem } from '../../../native/contract/http/history.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { ALL_CLASSES, type ClassFilter, isFiltering, isShown } from '../../components/image-stage/class-filter.ts';
import {
  type PackedCandidates,
  packCandidates,
  type ShownDetection,
  shownDetections,
  summariseClasses,
  type ViewThresholds,
} from '../../components/image-stage/view.ts';
import { untilReachable } from './history-list.ts';

const NONE: readonly ShownDetection[] = [];

export interface ResultViewState {
  /** Everything the model proposed; null before it is there and where it is no longer kept. */
  packed: PackedCandidates | null;
  candidatesError: unknown;
  retryCandidates: () => void;
  /** What the result was answered with. */
  answered: ViewThresholds;
  thresholds: ViewThresholds;
  /** Thresholds that the user has set; null while they are those of the answer. */
  chosen: ViewThresholds | null;
  /** null: as answered. */
  setThresholds: (thresholds: ViewThresholds | null) => void;
  filter: ClassFilter;
  setFilter: (change: (filter: ClassFilter) => ClassFilter) => void;
  shown: readonly ShownDetection[];
  selected: number | null;
  hovered: number | null;
  select: (id: number | null) => void;
  hover: (id: number | null) => void;
  showBoxes: boolean;
  setShowBoxes: (show: boolean) => void;
  /** The request asked for fewer than the thresholds let through, by classes or number. */
  answeredFewer: boolean;
  /** What is on the picture, in a sentence. */
  sentence: string;
}

interface Pointed {
  of: number | null;
  selected: number | null;
  hovered: number | null;
}

/**
 * How one result is looked at. It begins with the thresholds it was answered with; others, once chosen, stay while one
 * steps through the list, so that results can be compared under the same ones.
 */
export function useResultView(item: HistoryItem | undefined): ResultViewState {
  const id = item?.inference_id ?? null;
  const candidates = useQuery({
    queryKey: [...KEYS.history, 'candidates', id],
    queryFn: async ({ signal }) => packCandidates(await call('getCandidates', { params: { id: id ?? 0 }, signal })),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchInterval: untilReachable,
    structuralSharing: false,
  });
  const packed = candidates.data ?? null;
  const [chosen, setThresholds] = useState<ViewThresholds | null>(null);
  const [filter, setFilter] = useState<ClassFilter>(ALL_CLASSES);
  const [showBoxes, setShowBoxes] = useState(true);
  const [pointed, setPointed] = useState<Pointed>({ of: id, selected: null, hovered: null });
  const { selected, hovered } = pointed.of === id ? pointed : { selected: null, hovered: null };
  const answered = useMemo(() => ({ conf: item?.conf ?? 0, iou: item?.iou ?? 0 }), [item?.conf, item?.iou]);
  const thresholds = chosen ?? answered;

  const shown = useMemo(() => {
    if (item === undefined) return NONE;
    if (packed !== null) return shownDetections(packed, thresholds, filter, item);
    return item.detections
      .map((detection, at) => ({ ...detection, id: at }))
      .filter(({ class_name, score }) => score >= thresholds.conf && isShown(filter, class_name));
  }, [item, packed, thresholds, filter]);

  const summary = summariseClasses(shown, 4);
  return {
    packed,
    candidatesError: candidates.error,
    retryCandidates: () => void candidates.refetch(),
    answered,
    thresholds,
    chosen,
    setThresholds,
    filter,
    setFilter,
    shown,
    selected,
    hovered,
    select: (next) => setPointed({ of: id, selected: next, hovered }),
    hover: (next) => setPointed({ of: id, selected, hovered: next }),
    showBoxes,
    setShowBoxes,
    answeredFewer:
      item !== undefined &&
      packed !== null &&
      chosen === null &&
      !isFiltering(filter) &&
      shown.length > item.detections.length,
    sentence: item === undefined ? 'Reading the result' : `${item.name}: ${summary === '' ? 'nothing' : summary}`,
  };
}
