import { render } from 'preact';
import 'uplot/dist/uPlot.min.css';
import './style/colours.css';
import './style/base.css';
import './style/part.css';
import './style/backend.css';
import './style/series.css';
import './style/detail.css';
import './style/lines.css';
import { App } from './app.tsx';

render(<App />, document.getElementById('page')!);
