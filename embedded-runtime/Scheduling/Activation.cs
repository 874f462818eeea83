using Orleans.Runtime;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>
/// One grain in memory. It is its own task scheduler: whatever its code awaits comes back here, one turn at a time. There is one of these per
/// grain in use, so it is one object, and everything that most grains never need is in <see cref="ActivationExtras"/>.
/// </summary>
internal sealed partial class Activation : TaskScheduler, IThreadPoolWorkItem, IGrainContext
{
    /// <summary>Turns after which a busy activation lets other work of the thread pool go first.</summary>
    private const int TurnsBeforeYielding = 64;

    // Which activation's turn this thread runs, and which task is to be run at once rather than queued.
    [ThreadStatic]
    private static Activation? s_executing;
    [ThreadStatic]
    private static Task? s_immediate;
    [ThreadStatic]
    private static Activation? s_beingCreated;

    private Queue<Task>? _tasks;
    private Call? _pendingFirst;
    private Call? _pendingLast;
    private Call? _running;
    private ActivationExtras? _extras;
    private object? _instance;
    private int _runningBlocking;
    private int _runningReaders;
    private int _pendingInterleaving;
    private int _pendingReaders;
    private ActivationState _state;
    private bool _scheduled;
    private bool _used = true;
    private bool _leaving;
    private bool _abandoned;

    public Activation(EmbeddedSilo silo, GrainClass grainClass, GrainId grainId, StatelessWorkers? workers)
    {
        Runtime = silo;
        Class = grainClass;
        GrainId = grainId;
        Workers = workers;
        LastUsed = silo.Clock.GetTimestamp();
    }

    /// <summary>The activation whose constructor runs on this thread.</summary>
    public static Activation? BeingCreated => s_beingCreated;

    public static Activation? Executing => s_executing;

    public EmbeddedSilo Runtime { get; }

    public GrainClass Class { get; }

    public GrainId GrainId { get; }

    public StatelessWorkers? Workers { get; }

    public object? GrainInstance => _instance;

    public long LastUsed { get; private set; }

    public bool IsGone => _state == ActivationState.Gone;

    /// <summary>Whether a turn runs or waits for a thread.</summary>
    public bool IsScheduled => Volatile.Read(ref _scheduled);

    public bool IsBusy => _running is not null || _pendingFirst is not null;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Takes a call, unless the activation is gone.</summary>
    public bool TryEnqueue(Call call)
    {
        bool schedule;
        // Locks itself: another object per activation would cost 24 bytes, and nobody else locks a scheduler.
        lock (this)
        {
            if (_state == ActivationState.Gone)
            {
                return false;
            }

            if (call.CountsAsUse)
            {
                _used = true;
                LastUsed = call.Started;
            }

            call.Host = this;
            Append(call);
            schedule = !_scheduled && (_state == ActivationState.New || (_state == ActivationState.Active && MayStart(call)));
            _scheduled |= schedule;
        }

        if (schedule)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }

        return true;
    }

    /// <summary>The call has ended: the next may start.</summary>
    public void Completed(Call call)
    {
        bool schedule;
        lock (this)
        {
            RemoveRunning(call);
            schedule = !_scheduled && (_pendingFirst is not null || (_leaving && _running is null));
            _scheduled |= schedule;
        }

        if (schedule)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        s_executing = this;
        for (var turns = 0; ; turns++)
        {
            Task? task = null;
            Call? call = null;
            lock (this)
            {
                if (turns == TurnsBeforeYielding)
                {
                    break;
                }

                if (_tasks is { Count: > 0 })
                {
                    task = _tasks.Dequeue();
                }
                else if (_state == ActivationState.New)
                {
                    _state = ActivationState.Activating;
                }
                else if (_state == ActivationState.Active && _leaving && _running is null)
                {
                    _state = ActivationState.Deactivating;
                }
                else if (_state != ActivationState.Active || (call = TakeStartable()) is null)
                {
                    _scheduled = false;
                    s_executing = null;
                    return;
                }
            }

            if (task is not null)
            {
                TryExecuteTask(task);
            }
            else
            {
                StartTurn(call is not null
                    ? new Task(static c => ((Call)c!).Run(), call, TaskCreationOptions.DenyChildAttach)
                    : new Task(static a => ((Activation)a!).ActivateOrDeactivate(), this, TaskCreationOptions.DenyChildAttach));
            }
        }

        s_executing = null;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task)
    {
        if (ReferenceEquals(s_immediate, task))
        {
            s_immediate = null;
            TryExecuteTask(task);
            return;
        }

        bool schedule;
        lock (this)
        {
            if (_abandoned)
            {
                return;
            }

            (_tasks ??= new Queue<Task>(2)).Enqueue(task);
            schedule = !_scheduled;
            _scheduled = true;
        }

        if (schedule)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(s_executing, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (this)
        {
            return _tasks?.ToArray() ?? [];
        }
    }

    private void StartTurn(Task turn)
    {
        // A turn is a task of this scheduler, so that TaskScheduler.Current is right inside; it need not go through the queue.
        s_immediate = turn;
        turn.Start(this);
    }
}

/// <summary>Where an activation is in its life; it only goes forward.</summary>
internal enum ActivationState : byte
{
    New,
    Activating,
    Active,
    Deactivating,
    Gone,
}
