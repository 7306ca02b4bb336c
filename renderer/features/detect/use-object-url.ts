import { useEffect, useState } from 'react';

/** An address for a file while it is shown; null until it is made. Revoked as soon as another one is shown. */
export function useObjectUrl(file: File): string | null {
  const [made, setMade] = useState<{ file: File; url: string } | null>(null);
  useEffect(() => {
    const url = URL.createObjectURL(file);
    setMade({ file, url });
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return made?.file === file ? made.url : null;
}
