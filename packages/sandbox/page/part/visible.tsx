import { piecesOf } from '../format/visible.ts';

/** Text from the wire: what would not be seen is spelled out, and nothing in it turns what stands around it. */
export function Visible({ text }: { readonly text: string }) {
  return (
    <bdi class="visible" dir="ltr">
      {piecesOf(text).map((piece, index) =>
        piece.isEscape ? (
          <span key={index} class="escape">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  );
}
