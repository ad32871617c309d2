import { useEffect, useRef } from 'react';

/**
 * Moves the focus to the start of the page's content whenever `mark` changes, as loading a page would: a screen reader
 * then reads on from there, and the next Tab does not start at a button that is gone.
 */
export function useFocusOnChange(mark: string): void {
  const last = useRef(mark);
  useEffect(() => {
    if (last.current === mark) return;
    last.current = mark;
    // An address with a hash leads to its own place on the page.
    if (window.location.hash === '') document.getElementById('content')?.focus({ preventScroll: true });
  }, [mark]);
}
