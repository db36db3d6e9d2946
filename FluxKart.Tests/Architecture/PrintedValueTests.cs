using System.Reflection;
using System.Runtime.CompilerServices;
using FluxKart.Api.Contracts;
using FluxKart.Api.Operations.Startup;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure;

namespace FluxKart.Tests.Architecture;

/// <summary>
/// A log prints any object that it gets by its ToString, and the framework logs the arguments of an action. So no type prints the values
/// that it holds.
/// </summary>
public sealed class PrintedValueTests
{
    private const string Mark = "marked-value";

    // Deep enough for every record that holds another one, and an end for those that hold themselves.
    private const int MaxDepth = 8;

    private static readonly Assembly[] Product =
        [typeof(Contact).Assembly, typeof(PersistenceRegistration).Assembly, typeof(StartupFailure).Assembly];

    private static readonly List<Type> PrintingTypes = [.. Product.SelectMany(assembly => assembly.GetTypes()).Where(HasOwnToString)];

    /// <summary>The full names of all types with a ToString of their own: all records, and the types with a written one.</summary>
    public static readonly TheoryData<string> Names = [.. PrintingTypes.Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ToString_WhenInstanceHoldsTexts_PrintsNoneOfThem(string name)
    {
        var type = Close(PrintingTypes.Single(candidate => candidate.FullName == name));

        var printed = Create(type, MaxDepth).ToString();

        Assert.DoesNotContain(Mark, printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_WhenTheyPrint_IncludeWireDomainAndInfrastructureRecords()
    {
        Assert.Contains(typeof(SubmittedValue), PrintingTypes);
        Assert.Contains(typeof(ContactDetails), PrintingTypes);
        Assert.Contains(PrintingTypes, type => type.Name == "NewContact");
    }

    [Fact]
    public void Create_WhenTypeHoldsOtherRecords_MarksTheirTextsToo()
    {
        var details = (ContactDetails)Create(typeof(ContactDetails), MaxDepth);
        var identifiers = (IdentifierSet)Create(typeof(IdentifierSet), MaxDepth);

        Assert.Equal(Mark, details.Email?.Value);
        Assert.Equal(Mark, identifiers.PhoneNumbers.Single().Value);
    }

    private static bool HasOwnToString(Type type) =>
        type is { IsAbstract: false, IsInterface: false }
        // A generator puts types of its own into the assembly.
        && type.Namespace?.StartsWith(nameof(FluxKart), StringComparison.Ordinal) == true
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType?.Assembly == type.Assembly;

    private static Type Close(Type type) =>
        type.IsGenericTypeDefinition ? type.MakeGenericType([.. type.GetGenericArguments().Select(_ => typeof(ContactDetails))]) : type;

    /// <summary>An instance whose texts are all the mark, also those of the records and lists that it holds.</summary>
    private static object Create(Type type, int depth)
    {
        var instance = RuntimeHelpers.GetUninitializedObject(type);
        for (var declaring = type; declaring is not null && Product.Contains(declaring.Assembly); declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (ValueFor(field.FieldType, depth - 1) is { } value)
                    field.SetValue(instance, value);
            }
        }

        return instance;
    }

    private static object? ValueFor(Type type, int depth)
    {
        if (type == typeof(string))
            return Mark;
        if (depth == 0)
            return null;
        if (Product.Contains(type.Assembly) && type is { IsAbstract: false, IsInterface: false, IsEnum: false })
            return Create(type, depth);
        if (type is not { IsGenericType: true, GenericTypeArguments: [var element] } || !type.IsAssignableFrom(element.MakeArrayType()))
            return null;
        var array = Array.CreateInstance(element, 1);
        array.SetValue(ValueFor(element, depth - 1), 0);
        return array;
    }
}
