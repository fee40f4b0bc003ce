import { render } from 'preact';
import 'uplot/dist/uPlot.min.css';
import './style/colours.css';
import './style/base.css';
import './style/control.css';
import './style/part.css';
import './style/top-bar.css';
import './style/card.css';
import './style/fault.css';
import './style/connect.css';
import './style/series.css';
import './style/detail.css';
import './style/lines.css';
import { App } from './app.tsx';

render(<App />, document.getElementById('page')!);
