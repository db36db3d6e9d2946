using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using FluxKart.Api.Operations.Startup;
using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure;

namespace FluxKart.Tests.Architecture;

public sealed class ArchitectureTests
{
    private const BindingFlags AllDeclared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly DomainAssembly = typeof(Contact).Assembly;
    private static readonly Assembly InfrastructureAssembly = typeof(PersistenceRegistration).Assembly;
    private static readonly Assembly ApiAssembly = typeof(StartupFailure).Assembly;
    private static readonly Assembly[] Assemblies =
        [DomainAssembly, InfrastructureAssembly, ApiAssembly, typeof(ArchitectureTests).Assembly];

    [Fact]
    public void Domain_WhenReferencesAreRead_KnowsNoFrameworkAndNoDatabase() => AssertReferencesNone(
        DomainAssembly, "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Extensions", "Npgsql", "Microsoft.Data", "FluxKart");

    [Fact]
    public void Infrastructure_WhenReferencesAreRead_KnowsNoWeb() =>
        AssertReferencesNone(InfrastructureAssembly, "Microsoft.AspNetCore", "FluxKart.Api");

    private static bool IsOfApplication(Type type) =>
        type.Namespace?.StartsWith("FluxKart.Api.Application", StringComparison.Ordinal) == true;

    [Fact]
    public void Application_WhenSignaturesAreRead_KnowsNoWeb()
    {
        var types = ApiAssembly.GetTypes().Where(IsOfApplication).ToList();

        Assert.Contains(types, type => type.Name == "IdentificationRegistration");
        Assert.Empty(
            from type in types
            from used in UsedBy(type).SelectMany(Parts)
            where used.Namespace?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true
            select $"{type} uses {used}");
    }

    [Fact]
    public void Types_WhenDeclared_AreSealedUnlessMadeToBeDerivedFrom() => Assert.Empty(
        from type in WrittenTypes()
        where type.IsClass && !type.IsSealed && !type.IsAbstract
        where type.Namespace?.Contains(".Persistence.Migrations", StringComparison.Ordinal) != true
        select type.FullName);

    [Fact]
    public void Namespaces_WhenNamed_AreNoCatchAlls() => Assert.Empty(
        from type in WrittenTypes()
        where type.Namespace?.Split('.').Any(part => part is "Helpers" or "Common" or "Utils") == true
        select type.FullName);

    [Fact]
    public void PublicTypes_WhenDeclared_AreInTheirAssemblysNamespace() => Assert.Empty(
        from type in WrittenTypes()
        where type.IsPublic && !$"{type.Namespace}.".StartsWith($"{type.Assembly.GetName().Name}.", StringComparison.Ordinal)
        select type.FullName);

    private static void AssertReferencesNone(Assembly assembly, params string[] prefixes)
    {
        var references = assembly.GetReferencedAssemblies().Select(reference => reference.Name ?? "").ToList();

        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, name => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    private static IEnumerable<Type> WrittenTypes() => Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => !Enclosing(type).Any(IsGenerated));

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false)
        // What the test framework's package adds to the assembly.
        || type.Namespace?.StartsWith("Xunit.", StringComparison.Ordinal) == true;

    private static IEnumerable<Type> Enclosing(Type type) =>
        type.DeclaringType is { } outer ? Enclosing(outer).Prepend(type) : [type];

    /// <summary>Whatever a type's declaration, members and method bodies' variables name.</summary>
    private static IEnumerable<Type> UsedBy(Type type)
    {
        var methods = type.GetMethods(AllDeclared).Concat<MethodBase>(type.GetConstructors(AllDeclared)).ToList();
        return
        [
            .. type.BaseType is { } baseType ? [baseType] : Type.EmptyTypes,
            .. type.GetInterfaces(),
            .. type.GetFields(AllDeclared).Select(field => field.FieldType),
            .. type.GetProperties(AllDeclared).Select(property => property.PropertyType),
            .. methods.SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType),
            .. methods.OfType<MethodInfo>().Select(method => method.ReturnType),
            .. methods.SelectMany(method => method.GetMethodBody()?.LocalVariables ?? []).Select(variable => variable.LocalType),
            .. type.GetCustomAttributesData().Select(attribute => attribute.AttributeType),
            .. methods.SelectMany(method => method.GetCustomAttributesData()).Select(attribute => attribute.AttributeType),
        ];
    }

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.GetGenericArguments().Where(argument => !argument.IsGenericParameter).SelectMany(Parts).Prepend(type);
}
